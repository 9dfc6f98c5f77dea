//! What is known, put into sentences of either language.

use super::chance::Chance;
use super::world::{Form, Measure, Name, Stretch, Subject};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    Arabic,
}

use Language::{Arabic, English};

impl Language {
    pub fn code(self) -> &'static str {
        match self {
            English => "en",
            Arabic => "ar",
        }
    }

    pub fn say(self, name: Name) -> &'static str {
        match self {
            English => name.en,
            Arabic => name.ar,
        }
    }

    fn and(self, names: &[Name]) -> String {
        let names: Vec<&str> = names.iter().map(|name| self.say(*name)).collect();
        names.join(if self == English { " and " } else { " و" })
    }
}

/// How closely a statement gives a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hedge {
    Plain,
    Rounded,
    About,
    MoreThan,
    AtLeast,
    LessThan,
}

/// A number as written, with its hedge; `agrees` is the number that an Arabic noun agrees with.
pub struct Number {
    pub text: String,
    agrees: f64,
}

/// The number with two digits that count.
fn two_digits(value: f64, round: fn(f64) -> f64) -> f64 {
    let scale = 10f64.powi((value.log10().floor() as i32 - 1).max(0));
    round(value / scale) * scale
}

/// Writes a number so that it is true of `value`.
pub fn number(language: Language, chance: &mut Chance, value: f64, hedge: Hedge) -> Number {
    let (value, words) = match (hedge, language) {
        (Hedge::Plain, _) => (value, ""),
        (Hedge::Rounded, _) => (if value < 1000.0 { value } else { two_digits(value, f64::round) }, ""),
        (Hedge::About, English) => {
            (two_digits(value, f64::round), *chance.pick(&["about ", "around ", "some "]))
        }
        (Hedge::About, Arabic) => {
            (two_digits(value, f64::round), *chance.pick(&["نحو ", "حوالي ", "قرابة "]))
        }
        (Hedge::MoreThan, English) => (two_digits(value - 1.0, f64::floor), "more than "),
        (Hedge::MoreThan, Arabic) => (two_digits(value - 1.0, f64::floor), "أكثر من "),
        (Hedge::AtLeast, English) => (two_digits(value, f64::floor), "at least "),
        (Hedge::AtLeast, Arabic) => (two_digits(value, f64::floor), "ما لا يقل عن "),
        (Hedge::LessThan, English) => (two_digits(value + 1.0, f64::ceil), "fewer than "),
        (Hedge::LessThan, Arabic) => (two_digits(value + 1.0, f64::ceil), "أقل من "),
    };
    Number { text: format!("{words}{}", written(language, chance, value)), agrees: value }
}

/// The digits of a number in one of the ways in which newspapers write them.
fn written(language: Language, chance: &mut Chance, value: f64) -> String {
    let plain = format!("{value:.0}");
    let millions = value / 1e6;
    if value >= 1e6 && (millions * 10.0).fract() == 0.0 {
        let word = if language == English { "million" } else { "مليون" };
        return format!("{millions} {word}");
    }
    match (language, chance.below(3)) {
        (Arabic, 0) => plain.chars().map(|c| char::from_u32(c as u32 - 0x30 + 0x660).unwrap_or(c)).collect(),
        (Arabic, 1) if plain.len() < 5 => plain,
        _ => grouped(&plain),
    }
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The number with its noun, as grammar has it.
fn counted(number: &Number, nouns: &[&str; 3]) -> String {
    let noun = match number.agrees as u64 % 100 {
        3..=10 => nouns[0],
        11..=99 => nouns[1],
        _ => nouns[2],
    };
    format!("{} {noun}", number.text)
}

/// The forms of an Arabic verb for its subject.
fn verb(subject: Name, masculine: &'static str, feminine: &'static str) -> &'static str {
    if subject.feminine { feminine } else { masculine }
}

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_EAST: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
const MONTHS_WEST: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const ORDINALS_EN: [&str; 4] = ["first", "second", "third", "fourth"];
const ORDINALS_AR: [&str; 4] = ["الأول", "الثاني", "الثالث", "الرابع"];

/// When, with its preposition.
pub fn when(language: Language, chance: &mut Chance, stretch: Stretch, level: bool) -> String {
    let (year, month) = (stretch.first_year(), stretch.first_month());
    let last = month + stretch.months - 1;
    let part = month / stretch.months.max(1);
    if level {
        return match language {
            English => format!("at the end of {year}"),
            Arabic => format!("في نهاية عام {year}"),
        };
    }
    let way = chance.below(3);
    match language {
        English => match (stretch.months, way) {
            (1, 0) => format!("during {} {year}", MONTHS_EN[month]),
            (1, _) => format!("in {} {year}", MONTHS_EN[month]),
            (3, 0) => format!("in the {} quarter of {year}", ORDINALS_EN[part]),
            (6, 0) => format!("in the {} half of {year}", ORDINALS_EN[part]),
            (6, 1) if part == 0 => format!("in the first six months of {year}"),
            (3 | 6, 1) => format!("from {} to {} {year}", MONTHS_EN[month], MONTHS_EN[last]),
            (3 | 6, _) => format!("between {} and {} {year}", MONTHS_EN[month], MONTHS_EN[last]),
            (_, 0) => format!("during {year}"),
            _ => format!("in {year}"),
        },
        Arabic => {
            let months = if chance.one_in(2) { MONTHS_EAST } else { MONTHS_WEST };
            match (stretch.months, way) {
                (1, 0) => format!("خلال {} {year}", months[month]),
                (1, 1) => format!("في شهر {} {year}", months[month]),
                (1, _) => format!("في {}/{} {year}", MONTHS_EAST[month], MONTHS_WEST[month]),
                (3, 0) => format!("في الربع {} من عام {year}", ORDINALS_AR[part]),
                (6, 0) => format!("في النصف {} من عام {year}", ORDINALS_AR[part]),
                (6, 1) if part == 0 => format!("خلال الأشهر الستة الأولى من عام {year}"),
                (3 | 6, 1) => format!("من {} إلى {} {year}", months[month], months[last]),
                (3 | 6, _) => format!("بين {} و{} {year}", months[month], months[last]),
                (_, 0) => format!("خلال عام {year}"),
                (_, 1) => format!("في سنة {year}"),
                _ => format!("في عام {year}"),
            }
        }
    }
}

/// What a statement says, slot by slot.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    pub measure: Measure,
    pub actor: Option<Name>,
    pub target: Option<Name>,
    pub places: &'a [Name],
    pub stretch: Stretch,
    /// Whom it names for the number.
    pub source: Option<Name>,
}

impl<'a> Said<'a> {
    /// What is true of a subject, but for the number.
    pub fn of(subject: &Subject, places: &'a [Name], stretch: Stretch) -> Self {
        Said {
            measure: subject.measure,
            actor: subject.actor,
            target: subject.target,
            places,
            stretch,
            source: (!subject.authoritative).then_some(subject.source),
        }
    }

    /// One sentence that says so.
    pub fn sentence(&self, language: Language, chance: &mut Chance, number: &Number) -> String {
        self.ended(language, chance, number, "")
    }

    /// One sentence that says so and goes on with something else.
    pub fn ended(&self, language: Language, chance: &mut Chance, number: &Number, tail: &str) -> String {
        let when = when(language, chance, self.stretch, self.measure.form == Form::Level);
        let (plain, nominal) = self.clause(language, chance, number);
        let (clause, nominal) = (format!("{plain} {when}{tail}"), format!("{nominal} {when}{tail}"));
        let Some(source) = self.source else {
            return match (language, chance.below(3)) {
                (English, 0) => format!("{}, {plain}{tail}.", capital(&when)),
                (Arabic, 0) => format!("{when}، {plain}{tail}."),
                _ => format!("{}.", capital(&clause)),
            };
        };
        let by = language.say(source);
        match language {
            English => match chance.below(if tail.is_empty() { 5 } else { 3 }) {
                0 => format!("{} said {clause}.", capital(by)),
                1 => format!("According to {by}, {clause}."),
                2 => format!("{} reported that {clause}.", capital(by)),
                3 => format!("{}, according to {by}.", capital(&clause)),
                _ => format!("{}, {by} said.", capital(&clause)),
            },
            Arabic => match chance.below(if tail.is_empty() { 4 } else { 3 }) {
                0 => format!("{} {by} إن {nominal}.", verb(source, "قال", "قالت")),
                1 => format!("بحسب {by}، {clause}."),
                2 => format!("{} {by} بأن {nominal}.", verb(source, "أفاد", "أفادت")),
                _ => format!("{clause}، وفق {by}."),
            },
        }
    }

    /// The clause without its period: as it stands alone, and after a particle that wants the noun first.
    fn clause(&self, language: Language, chance: &mut Chance, number: &Number) -> (String, String) {
        let places = language.and(self.places);
        let against = match (language, self.target) {
            (_, None) => String::new(),
            (English, Some(target)) => format!(" against {}", target.en),
            (Arabic, Some(target)) => format!(" ضد {}", target.ar),
        };
        let measure = self.measure;
        let same = |clause: String| (clause.clone(), clause);
        if language == English {
            let number = &number.text;
            return same(match (measure.form, self.actor) {
                (Form::Deed, Some(actor)) if chance.one_in(3) => {
                    format!("{number} {} by {}{against} were recorded in {places}", measure.en, actor.en)
                }
                (Form::Deed, Some(actor)) => {
                    format!("{} carried out {number} {}{against} in {places}", actor.en, measure.en)
                }
                (Form::Victim, _) => format!("{number} people were {} in {places}", measure.en),
                (Form::Level, _) => format!("there were {number} {} in {places}", measure.en),
                _ => format!("{number} {} were recorded in {places}", measure.en),
            });
        }
        let what = counted(number, &measure.ar);
        let passive = measure.ar_whole;
        match (measure.form, self.actor) {
            (Form::Deed, Some(actor)) => {
                let did = verb(actor, "نفذ", "نفذت");
                (
                    format!("{did} {} {what}{against} في {places}", actor.ar),
                    format!("{} {did} {what}{against} في {places}", actor.ar),
                )
            }
            (Form::Victim, _) => {
                (format!("{passive} {what} في {places}"), format!("{what} {passive}وا في {places}"))
            }
            (Form::Level, _) => {
                let all = measure.ar_whole;
                (format!("بلغ عدد {all} في {places} {what}"), format!("عدد {all} في {places} بلغ {what}"))
            }
            _ => (format!("سُجل {what} في {places}"), format!("{what} سُجلت في {places}")),
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A noun with its number alone, for the second of two numbers: "121 attacks".
pub fn bare(language: Language, measure: Measure, number: &Number) -> String {
    match (language, measure.form) {
        (English, Form::Victim) => number.text.clone(),
        (English, _) => format!("{} {}", number.text, measure.en),
        (Arabic, _) => counted(number, &measure.ar),
    }
}

/// A sentence without numbers, as articles have between those that have some.
pub fn filler(language: Language, chance: &mut Chance) -> &'static str {
    let sentences: [&str; 4] = match language {
        English => [
            "Residents spoke of long nights without electricity.",
            "The roads out of the capital were quiet after dark.",
            "Aid workers asked for more trucks and more time.",
            "Few expect the talks to resume soon.",
        ],
        Arabic => [
            "وتحدث السكان عن ليال طويلة بلا كهرباء.",
            "وبدت الطرق المؤدية إلى العاصمة هادئة بعد الغروب.",
            "ويطالب عمال الإغاثة بمزيد من الشاحنات والوقت.",
            "ولا يتوقع كثيرون أن تستأنف المحادثات قريبا.",
        ],
    };
    sentences[chance.below(sentences.len())]
}
