//! True statements about the world, and statements with one planted error.

use super::chance::Chance;
use super::statement::Language::{self, Arabic, English};
use super::statement::{Hedge, Number, Said, bare, filler, number, when};
use super::world::{Form, Name, Rows, SUBJECTS, Stretch, Subject, World, YEARS};

/// An article with what is planted in it.
pub struct Case {
    pub kind: &'static str,
    pub language: Language,
    pub text: String,
    /// The rules that name the planted error; none where all is true.
    pub causes: &'static [&'static str],
}

/// Makes a case of one kind, where what was drawn allows it.
pub struct Kind {
    pub name: &'static str,
    pub causes: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Option<String>,
}

const fn kind(
    name: &'static str,
    causes: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Option<String>,
) -> Kind {
    Kind { name, causes, make }
}

pub const TRUE_STATEMENTS: &[Kind] = &[
    kind("as counted", &[], |draw| draw.true_number(Hedge::Plain)),
    kind("rounded", &[], |draw| draw.true_number(Hedge::Rounded)),
    kind("about", &[], |draw| draw.true_number(Hedge::About)),
    kind("more than, at least", &[], |draw| {
        let hedge = *draw.chance.pick(&[Hedge::MoreThan, Hedge::AtLeast]);
        draw.true_number(hedge)
    }),
    kind("fewer than", &[], |draw| draw.true_number(Hedge::LessThan)),
    kind("parts and whole", &[], |draw| draw.parts(0.0)),
    kind("change in percent", &[], |draw| draw.change(0.0)),
    kind("trend", &[], |draw| draw.trend(true)),
    kind("two counts", &[], |draw| draw.two_counts()),
    kind("up or down from", &[], |draw| draw.direction(true)),
];

pub const ERRORS: &[Kind] = &[
    kind("other year", &["D102"], |draw| draw.other_year()),
    kind("other half", &["D102"], |draw| draw.other_half()),
    kind("other month", &["D102"], |draw| draw.other_month()),
    kind("half told as year", &["D102"], |draw| draw.half_as_year()),
    kind("total told of one place", &["D103"], |draw| draw.other_places(true)),
    kind("one place told of both", &["D103"], |draw| draw.other_places(false)),
    kind("other measure", &["D104"], |draw| draw.other_measure()),
    kind("roles reversed", &["D105"], |draw| draw.roles_reversed()),
    kind("point displaced", &["D106"], |draw| draw.point_displaced()),
    kind("digits swapped", &["D107"], |draw| draw.digits_swapped()),
    kind("digit dropped", &["D107"], |draw| draw.digit_dropped()),
    kind("value differs", &["D101"], |draw| draw.value_differs()),
    kind("level told as new", &["D108"], |draw| draw.level_as_count()),
    kind("running total as new", &["D108"], |draw| draw.running_total_as_count()),
    kind("trend reversed", &["D109"], |draw| draw.trend(false)),
    kind("parts do not add up", &["D201"], |draw| {
        let off = *draw.chance.pick(&[-0.25, 0.2, 0.35]);
        draw.parts(off)
    }),
    kind("percent does not follow", &["D202"], |draw| {
        let off = *draw.chance.pick(&[-30.0, 25.0, 60.0]);
        draw.change(off)
    }),
    kind("direction", &["D203"], |draw| draw.direction(false)),
    kind("told twice", &["D205"], |draw| draw.told_twice()),
    kind("unequal periods", &["M101"], |draw| draw.unequal_periods()),
    kind("percent for points", &["M104"], |draw| draw.percent_for_points()),
    kind("projection as fact", &["M105"], |draw| draw.projection()),
];

/// How often is drawn until a case must have come out.
const DRAWS: usize = 10_000;

/// The cases of a kind, half of them in each language.
pub fn cases(world: &World, kind: &'static Kind, count: usize, chance: &mut Chance) -> Vec<Case> {
    (0..count)
        .map(|index| {
            let language = if index % 2 == 0 { Arabic } else { English };
            let mut draw = Draw { world, chance, language };
            let statement = (0..DRAWS).find_map(|_| (kind.make)(&mut draw));
            let statement = statement.unwrap_or_else(|| panic!("no draw makes `{}`", kind.name));
            let text = match draw.chance.below(3) {
                0 => statement,
                1 => format!("{} {statement}", filler(language, draw.chance)),
                _ => format!("{statement} {}", filler(language, draw.chance)),
            };
            Case { kind: kind.name, language, text, causes: kind.causes }
        })
        .collect()
}

/// What a case is drawn from.
struct Draw<'a> {
    world: &'a World,
    chance: &'a mut Chance,
    language: Language,
}

/// One true slice of the world.
struct Slice {
    subject: usize,
    place: Option<usize>,
    stretch: Stretch,
    value: f64,
}

impl Slice {
    fn about(&self) -> &'static Subject {
        &SUBJECTS[self.subject]
    }

    fn places(&self) -> &'static [Name] {
        let places = &self.about().places;
        self.place.map_or(&places[..], |place| &places[place..=place])
    }
}

const COUNTS: fn(&Subject) -> bool = |subject| matches!(subject.rows, Rows::Totals | Rows::Events);

impl Draw<'_> {
    fn subject(&mut self, fits: impl Fn(&Subject) -> bool) -> usize {
        let fitting: Vec<usize> = (0..SUBJECTS.len()).filter(|&index| fits(&SUBJECTS[index])).collect();
        *self.chance.pick(&fitting)
    }

    fn stretch(&mut self, months: usize) -> Stretch {
        let count = YEARS as usize * 12 / months;
        Stretch { first: self.chance.below(count) * months, months }
    }

    fn slice_of(&mut self, subject: usize, place: Option<usize>, stretch: Stretch) -> Slice {
        Slice { subject, place, stretch, value: self.world.figure(subject, place, stretch) }
    }

    /// A slice of a subject that is counted over time, of any length.
    fn slice(&mut self, fits: impl Fn(&Subject) -> bool) -> Slice {
        let months = *self.chance.pick(&[1, 3, 6, 12, 12]);
        self.slice_over(fits, months)
    }

    fn slice_over(&mut self, fits: impl Fn(&Subject) -> bool, months: usize) -> Slice {
        let subject = self.subject(fits);
        let place = *self.chance.pick(&[Some(0), Some(1), None]);
        let stretch = self.stretch(months);
        self.slice_of(subject, place, stretch)
    }

    fn number(&mut self, value: f64) -> Number {
        number(self.language, self.chance, value, Hedge::Plain)
    }

    /// The slice told with this number.
    fn told(&mut self, slice: &Slice, value: f64) -> String {
        let number = self.number(value);
        Said::of(slice.about(), slice.places(), slice.stretch).sentence(self.language, self.chance, &number)
    }

    /// The slice told with a number that is wrong by more than rounding allows.
    fn told_wrong(&mut self, slice: &Slice, value: f64) -> Option<String> {
        let round = value % 10.0 == 0.0;
        let apart = (value - slice.value).abs() / slice.value;
        let wrong = value != slice.value && value >= 3.0 && (!round || apart > 0.12);
        wrong.then(|| self.told(slice, value))
    }

    fn true_number(&mut self, hedge: Hedge) -> Option<String> {
        let slice = match self.chance.below(6) {
            0 => {
                let subject = self.subject(|subject| subject.rows == Rows::Levels);
                let (place, stretch) = (self.chance.below(2), self.stretch(12));
                self.slice_of(subject, Some(place), stretch)
            }
            1 => {
                let subject = self.subject(|subject| subject.rows == Rows::RunningTotals);
                let place = self.chance.below(2);
                let months = *self.chance.pick(&[1, 3, 6]);
                let stretch = self.stretch(months);
                (stretch.first > 0).then(|| self.slice_of(subject, Some(place), stretch))?
            }
            _ => self.slice(COUNTS),
        };
        if hedge != Hedge::Plain && slice.value < 20.0 {
            return None;
        }
        let number = number(self.language, self.chance, slice.value, hedge);
        let said = Said::of(slice.about(), slice.places(), slice.stretch);
        Some(said.sentence(self.language, self.chance, &number))
    }

    /// Both places together and each by itself, one of them off by a share.
    fn parts(&mut self, off: f64) -> Option<String> {
        let months = *self.chance.pick(&[1, 3, 6, 12]);
        let subject = self.subject(|subject| COUNTS(subject) && subject.measure.form != Form::Level);
        let stretch = self.stretch(months);
        let whole = self.slice_of(subject, None, stretch);
        let [first, second] = [0, 1].map(|place| self.world.figure(subject, Some(place), stretch));
        let told = (first * (1.0 + off)).round();
        if off != 0.0 && (told - first).abs() < 3.0 {
            return None;
        }
        let [one, other] = whole.about().places.map(|place| self.language.say(place));
        let (first, second) = (self.number(told), self.number(second));
        let tail = match self.language {
            English => format!(": {} in {one} and {} in {other}", first.text, second.text),
            Arabic => format!(": {} في {one} و{} في {other}", first.text, second.text),
        };
        let number = self.number(whole.value);
        let said = Said::of(whole.about(), whole.places(), stretch);
        Some(said.ended(self.language, self.chance, &number, &tail))
    }

    /// Two years that differ enough for anybody to see, the later first.
    fn two_years(&mut self) -> Option<(Slice, Slice)> {
        let new = self.slice_over(COUNTS, 12);
        let old = self.slice_of(new.subject, new.place, new.stretch.later(-1)?);
        ((new.value / old.value - 1.0).abs() > 0.04).then_some((new, old))
    }

    fn compared_with(&mut self, slice: &Slice) -> String {
        let number = self.number(slice.value);
        let what = bare(self.language, slice.about().measure, &number);
        let when = when(self.language, self.chance, slice.stretch, false);
        match self.language {
            English => format!(", compared with {what} {when}"),
            Arabic => format!("، مقارنة بـ{what} {when}"),
        }
    }

    /// Two years and the change from one to the other, off by so many percent.
    fn change(&mut self, off: f64) -> Option<String> {
        let (new, old) = self.two_years()?;
        let percent = (100.0 * (new.value / old.value - 1.0)).round() + off;
        if percent.abs() < 2.0 || percent <= -95.0 {
            return None;
        }
        let (up, percent) = (percent > 0.0, percent.abs());
        let mut tail = self.compared_with(&old);
        tail += &match (self.language, up) {
            (English, true) => format!(", an increase of {percent} percent"),
            (English, false) => format!(", a decrease of {percent} percent"),
            (Arabic, true) => format!("، بزيادة نسبتها {percent} في المئة"),
            (Arabic, false) => format!("، بانخفاض نسبته {percent} في المئة"),
        };
        let number = self.number(new.value);
        let said = Said::of(new.about(), new.places(), new.stretch);
        Some(said.ended(self.language, self.chance, &number, &tail))
    }

    /// "Up from" or "down from", rightly or the other way round.
    fn direction(&mut self, rightly: bool) -> Option<String> {
        let (new, old) = self.two_years()?;
        let up = (new.value > old.value) == rightly;
        let (number, before) = (self.number(new.value), self.number(old.value));
        let what = bare(self.language, old.about().measure, &before);
        let year = old.stretch.first_year();
        let tail = match (self.language, up) {
            (English, true) => format!(", up from {what} in {year}"),
            (English, false) => format!(", down from {what} in {year}"),
            (Arabic, true) => format!("، ارتفاعا من {what} في عام {year}"),
            (Arabic, false) => format!("، انخفاضا من {what} في عام {year}"),
        };
        let said = Said::of(new.about(), new.places(), new.stretch);
        Some(said.ended(self.language, self.chance, &number, &tail))
    }

    /// Attacks rose or fell, no number said.
    fn trend(&mut self, rightly: bool) -> Option<String> {
        let subject = self
            .subject(|subject| COUNTS(subject) && subject.measure.id == "attack" && subject.target.is_none());
        let place = self.chance.below(2);
        let stretch = Stretch::year(1 + self.chance.below(YEARS as usize - 1));
        let new = self.slice_of(subject, Some(place), stretch);
        let old = self.slice_of(subject, Some(place), stretch.later(-1)?);
        if (new.value / old.value - 1.0).abs() < 0.04 {
            return None;
        }
        let up = (new.value > old.value) == rightly;
        let about = new.about();
        let (actor, source, place) = (about.actor?, about.source, new.places()[0]);
        let when = when(self.language, self.chance, stretch, false);
        Some(match self.language {
            English => {
                let verb = if up { "rose" } else { "fell" };
                format!("Attacks by {} in {} {verb} {when}, according to {}.", actor.en, place.en, source.en)
            }
            Arabic => {
                let verb = if up { "ارتفعت" } else { "انخفضت" };
                format!("{verb} هجمات {} في {} {when}، بحسب {}.", actor.ar, place.ar, source.ar)
            }
        })
    }

    /// The dead and the wounded in one sentence.
    fn two_counts(&mut self) -> Option<String> {
        let killed = self.subject(|subject| subject.measure.id == "killed");
        let wounded = self.subject(|subject| subject.measure.id == "wounded");
        let place = self.chance.below(2);
        let months = *self.chance.pick(&[1, 6, 12]);
        let stretch = self.stretch(months);
        let dead = self.slice_of(killed, Some(place), stretch);
        let hurt = self.slice_of(wounded, Some(place), stretch);
        let place = self.language.say(dead.places()[0]);
        let when = when(self.language, self.chance, stretch, false);
        let (source, dead, hurt) =
            (dead.about().source, self.number(dead.value).text, self.number(hurt.value).text);
        Some(match self.language {
            English => format!(
                "According to {}, {dead} people were killed and {hurt} were wounded in {place} {when}.",
                source.en
            ),
            Arabic => {
                format!("بحسب {}، قُتل {dead} شخص وأُصيب {hurt} آخرون في {place} {when}.", source.ar)
            }
        })
    }

    fn other_year(&mut self) -> Option<String> {
        let slice = self.slice(COUNTS);
        let years = *self.chance.pick(&[-1, -1, 1, -2]);
        let other = self.world.figure(slice.subject, slice.place, slice.stretch.later(years)?);
        self.told_wrong(&slice, other)
    }

    fn other_half(&mut self) -> Option<String> {
        let slice = self.slice_over(COUNTS, 6);
        let first =
            if slice.stretch.first_month() == 0 { slice.stretch.first + 6 } else { slice.stretch.first - 6 };
        let other = self.world.figure(slice.subject, slice.place, Stretch { first, months: 6 });
        self.told_wrong(&slice, other)
    }

    fn other_month(&mut self) -> Option<String> {
        let slice = self.slice_over(COUNTS, 1);
        let year = slice.stretch.first / 12 * 12;
        let first = year + self.chance.below(12);
        let other = self.world.figure(slice.subject, slice.place, Stretch { first, months: 1 });
        self.told_wrong(&slice, other)
    }

    fn half_as_year(&mut self) -> Option<String> {
        let slice = self.slice_over(COUNTS, 12);
        let half = Stretch { months: 6, ..slice.stretch };
        let other = self.world.figure(slice.subject, slice.place, half);
        self.told_wrong(&slice, other)
    }

    fn other_places(&mut self, total_of_one: bool) -> Option<String> {
        let slice = self.slice(COUNTS);
        let place = Some(self.chance.below(2));
        let (told_of, true_of) = if total_of_one { (place, None) } else { (None, place) };
        let told = self.slice_of(slice.subject, told_of, slice.stretch);
        let other = self.world.figure(slice.subject, true_of, slice.stretch);
        self.told_wrong(&told, other)
    }

    fn other_measure(&mut self) -> Option<String> {
        let pair = ["killed", "wounded"];
        let slice = self.slice(|subject| pair.contains(&subject.measure.id));
        let other = self.subject(|subject| {
            pair.contains(&subject.measure.id) && subject.measure.id != slice.about().measure.id
        });
        let other = self.world.figure(other, slice.place, slice.stretch);
        self.told_wrong(&slice, other)
    }

    fn roles_reversed(&mut self) -> Option<String> {
        let slice = self.slice(|subject| subject.measure.id == "attack" && subject.target.is_some());
        let about = slice.about();
        let other = self.subject(|subject| {
            subject.measure.id == "attack"
                && subject.actor.map(|name| name.id) == about.target.map(|name| name.id)
                && subject.target.map(|name| name.id) == about.actor.map(|name| name.id)
        });
        let other = self.world.figure(other, slice.place, slice.stretch);
        self.told_wrong(&slice, other)
    }

    fn point_displaced(&mut self) -> Option<String> {
        let slice = self.slice(COUNTS);
        let power = *self.chance.pick(&[1, 1, 2, 3, -1]);
        let value = slice.value * 10f64.powi(power);
        (slice.value >= 11.0 && value.fract() == 0.0).then(|| self.told_wrong(&slice, value)).flatten()
    }

    fn digits_swapped(&mut self) -> Option<String> {
        let slice = self.slice(COUNTS);
        let mut digits = format!("{}", slice.value).into_bytes();
        let at = self.chance.below(digits.len().checked_sub(1).filter(|&last| last > 0)?);
        digits.swap(at, at + 1);
        let value: f64 = String::from_utf8(digits).ok()?.parse().ok()?;
        (value.log10().floor() == slice.value.log10().floor())
            .then(|| self.told_wrong(&slice, value))
            .flatten()
    }

    fn digit_dropped(&mut self) -> Option<String> {
        let slice = self.slice(COUNTS);
        let mut digits = format!("{}", slice.value);
        if digits.len() < 3 || digits.ends_with('0') {
            return None;
        }
        let at = self.chance.below(digits.len());
        digits.remove(at);
        let value: f64 = digits.parse().ok()?;
        (value >= 10.0 && !digits.starts_with('0')).then(|| self.told_wrong(&slice, value)).flatten()
    }

    fn value_differs(&mut self) -> Option<String> {
        let slice = self.slice(COUNTS);
        let share = f64::from(*self.chance.pick(&[62, 75, 85, 115, 130, 155])) / 100.0;
        self.told_wrong(&slice, (slice.value * share).round())
    }

    /// The displaced who were there at the year's end, told as those displaced in the year.
    fn level_as_count(&mut self) -> Option<String> {
        let level = self.subject(|subject| subject.measure.id == "internally-displaced");
        let slice = {
            let place = Some(self.chance.below(2));
            let stretch = self.stretch(12);
            let subject = self.subject(|subject| subject.measure.id == "displaced");
            self.slice_of(subject, place, stretch)
        };
        let value = self.world.figure(level, slice.place, slice.stretch);
        self.told_wrong(&slice, value)
    }

    /// All cases so far, told as the new ones.
    fn running_total_as_count(&mut self) -> Option<String> {
        let subject = self.subject(|subject| subject.rows == Rows::RunningTotals);
        let place = self.chance.below(2);
        let months = *self.chance.pick(&[1, 3, 6]);
        let stretch = self.stretch(months);
        if stretch.first < 6 {
            return None;
        }
        let slice = self.slice_of(subject, Some(place), stretch);
        let value = self.world.running_total(subject, place, stretch);
        self.told_wrong(&slice, value)
    }

    /// One thing in two sentences with two numbers.
    fn told_twice(&mut self) -> Option<String> {
        let slice = self.slice(|subject| subject.rows == Rows::None || COUNTS(subject));
        let other = (slice.value * f64::from(*self.chance.pick(&[70, 83, 120, 140])) / 100.0).round();
        let first = self.told(&slice, slice.value);
        let second = self.told_wrong(&slice, other)?;
        Some(format!("{first} {} {second}", filler(self.language, self.chance)))
    }

    fn unequal_periods(&mut self) -> Option<String> {
        let new = self.slice_over(COUNTS, 6);
        let year = Stretch { first: new.stretch.first / 12 * 12, months: 12 }.later(-1)?;
        let old = self.slice_of(new.subject, new.place, year);
        let tail = self.compared_with(&old);
        let number = self.number(new.value);
        let said = Said::of(new.about(), new.places(), new.stretch);
        Some(said.ended(self.language, self.chance, &number, &tail))
    }

    fn percent_for_points(&mut self) -> Option<String> {
        let old = self.chance.between(5, 40);
        let points = self.chance.between(2, 9);
        let (new, year) = (old + points, 2019 + self.chance.below(5));
        Some(match self.language {
            English => format!(
                "The unemployment rate rose from {old} percent to {new} percent in {year}, an increase of {points} percent."
            ),
            Arabic => format!(
                "ارتفع معدل البطالة من {old} في المئة إلى {new} في المئة في عام {year}، أي بزيادة {points} في المئة."
            ),
        })
    }

    /// Half a year's count that would double last year's, told as doubled.
    fn projection(&mut self) -> Option<String> {
        let subject = self.subject(|subject| {
            subject.measure.id == "attack" && subject.rows == Rows::Totals && subject.target.is_none()
        });
        let year = Stretch::year(1 + self.chance.below(YEARS as usize - 1));
        let place = Some(self.chance.below(2));
        let new = self.slice_of(subject, place, Stretch { months: 6, ..year });
        let old = self.slice_of(subject, place, year.later(-1)?);
        let ratio = new.value / old.value;
        if !(0.92..1.25).contains(&ratio) {
            return None;
        }
        let (about, now, before) = (new.about(), year.first_year(), year.first_year() - 1);
        let (actor, place) = (about.actor?, new.places()[0]);
        let first = match self.language {
            English => {
                format!("Attacks by {} in {} doubled in {now} compared with {before}.", actor.en, place.en)
            }
            Arabic => format!("تضاعفت هجمات {} في {} في عام {now} مقارنة بعام {before}.", actor.ar, place.ar),
        };
        let (second, third) = (self.told(&new, new.value), self.told(&old, old.value));
        Some(format!("{first} {second} {third}"))
    }
}
