//! What a form can mean: kinds, features and senses.

use crate::codes;

codes! {
    /// What sort of thing a form is. Any language may use any kind.
    pub enum Kind {
        // Numbers.
        /// A number word below a thousand: value, `20`.
        Number = "number",
        /// A word that multiplies what stands before it: value, `1000`.
        Scale = "scale",
        /// A number word that holds its scale, as a dual does: value, `2000`.
        Scaled = "scaled",
        /// A part of one: value, `0.5`.
        Fraction = "fraction",
        /// A vague plural: value, `20-99`.
        Vague = "vague",
        /// A vague small number that only speaks before a scale ("several hundred"): value, `3-9`.
        Several = "several",
        /// Adds a vague rest to a number: value, `1-9`.
        Excess = "excess",
        /// A multiple ("doubled", ضعفا): value, `2` or `2-3`.
        Multiple = "multiple",
        /// Makes a multiple of the number before it ("times", "-fold"): value, how much larger it may be meant,
        /// 1 where left out ("times more").
        Times = "times",
        /// An ordinal: value, its number.
        Ordinal = "ordinal",
        /// A percent sign or word.
        Percent = "percent",
        /// Percentage points; value, their number where the form holds it, as a dual does.
        PercentagePoint = "percentage_point",
        /// Opens a rate ("per 100,000").
        Per = "per",
        /// Between a part and its whole ("in" of "one in five"); `ambiguous` where only one of several is a share.
        OutOf = "out_of",
        /// "and".
        And = "and",
        /// "or".
        Or = "or",
        /// "a", which may stand for one before a scale.
        Article = "article",
        /// "the".
        Definite = "definite",
        /// "its": the noun belongs to somebody; value `speaker` for "our".
        Possessive = "possessive",
        /// "of".
        Of = "of",
        // Hedges and ranges.
        /// A hedge: value, a bound; `verb` alone where its subject stands between it and the number, `ambiguous`
        /// where it hedges only amounts.
        Hedge = "hedge",
        /// Opens a range ("between", من, بين).
        RangeOpen = "range_open",
        /// Stands between the ends of a range.
        RangeTo = "range_to",
        // Periods.
        /// A month: value, 1-12.
        Month = "month",
        /// A month of the Hijri calendar: value, 1-12.
        HijriMonth = "hijri_month",
        /// A day of the week: value, 1 (Monday) to 7; `5..6` for the night that goes on into the next day.
        Weekday = "weekday",
        /// A unit of time: value, `day`, `week`, `month`, `quarter`, `half`, `year`, `decade`, `century`,
        /// `hour`, `minute`, `second`, `night`, `season`, `weekend`, `fiscal`.
        TimeUnit = "time_unit",
        /// A word beside a unit of time: value, the steps from now (`-1` last, `0` this, `1` next), `past` (up to
        /// now), or from what was spoken of: `same`, `previous`, `following`, `earlier`.
        Relative = "relative",
        /// A day counted from publication: value, the days; `-1..0` for the first and the last of several.
        RelativeDay = "relative_day",
        /// An event that is known by its day ("the October 7 attack"): value, the date; `--12-25` for a day that each
        /// year has ("Christmas Day").
        NamedDay = "named_day",
        /// "ago", قبل.
        Ago = "ago",
        /// "since", منذ; value `then` for "since then".
        Since = "since",
        /// The day, month or year last spoken of ("that day", ذلك الشهر): value, `day`, `month` or `year`.
        Then = "then",
        /// Says that something began ("broke out", اندلعت).
        Begins = "begins",
        /// What goes on from the day on which it began ("war", احتجاجات), or from which other things are counted
        /// ("takeover"): value, the sort.
        Lasts = "lasts",
        /// The first or utmost of its sort ("deadliest"): "since" behind it says among which.
        Utmost = "utmost",
        /// Says between two commas when something came to be ("founded"): the day beside it is that of nothing else.
        Founded = "founded",
        /// What news is put out with ("posted", بثته): the day beside it is not that of the event.
        Tells = "tells",
        /// "until", حتى.
        Until = "until",
        /// "in", "during", خلال: may open a period; value `mid` or `end` where it says which part of it, `so_far` where
        /// the period is still running.
        During = "during",
        /// "first", الأولى as part of a period: value, the ordinal; -1 for last.
        PartOfPeriod = "part_of_period",
        /// A half-year, quarter or decade by name ("H1", التسعينيات): value, `half-1`, `quarter-2`, `decade-1990`.
        NamedPart = "named_part",
        /// A season: value, its first month.
        Season = "season",
        /// "so far this year", منذ بداية العام.
        YearToDate = "year_to_date",
        /// Marks the era of a year ("AD", م, هـ): value, `gregorian` or `hijri`.
        Era = "era",
        /// "o'clock", الساعة: what is beside it is a time of day.
        Clock = "clock",
        /// What a person's age is said with.
        Age = "age",
        // What makes a number no claim.
        /// A word before a number that makes both a name ("Resolution", القرار); feature `event`: before a date.
        Designation = "designation",
        /// A fixed phrase whose number counts nothing.
        Idiom = "idiom",
        /// Says that what follows is planned, forecast or supposed.
        Plan = "plan",
        /// Says that what follows is called for, hoped for or feared; value, `to` where what is wished for stands
        /// behind a "to" of its own.
        Wish = "wish",
        /// Says that what follows is not so.
        Negation = "negation",
        /// A word before a telephone number.
        Phone = "phone",
        /// A word beside a score.
        Score = "score",
        // What is counted.
        /// Words of a measure: value, its id.
        Measure = "measure",
        /// Speaks for an ambiguous word's measure in the same sentence: value, that measure.
        Cue = "cue",
        /// Any other counted noun: value, its English head.
        Noun = "noun",
        /// A physical unit: value, the quantity.
        Unit = "unit",
        /// A currency: value, ISO 4217.
        Currency = "currency",
        /// "others", آخرين: the noun is that of the number before.
        Others = "others",
        /// "number of", عدد, حصيلة: the noun is beside it, the number further on.
        NumberOf = "number_of",
        /// "figure", رقم: with the article, how many there were of what was counted before.
        Tally = "tally",
        /// "including", بينهم: what follows is part of what stands before.
        Subset = "subset",
        // Who and where.
        /// A place: value, its id.
        Place = "place",
        /// An actor: value, its id.
        Actor = "actor",
        /// Beside a nationality it names a force of that state: value, the kind of actor; `describes` for a word that
        /// may stand between the two (الجوية), `home` for one that without a name is that of the country,
        /// `outlaws` for those whom the forces of a state hunt.
        Force = "force",
        /// Refers back to the last actor of a kind ("the group").
        Generic = "generic",
        /// Somebody who leads an actor and is named for it ("Putin", حفتر): value, the actor's id.
        Leader = "leader",
        /// Between a force and whose it is ("loyal to", التابعة لـ).
        Belongs = "belongs",
        /// What somebody does and no measure counts: value, `violence`, `war` where it
        /// goes on for long, `deed`, `loss` where it happens to whoever does it ("lost"), `find` where it is done to
        /// no victim, or `money` where it is one only with a sum; `loan` for what is lent; `interception` of what
        /// flies, `disposal` of attacks and what explodes; `worth` before a sum, `receipt` of one; `mishap` for what
        /// nobody does, `damage` to homes; a verb, a noun, or an event (a verbal noun whose agent is who does it:
        /// "arrest of", اعتقال).
        Act = "act",
        /// A pronoun that can be a subject: value `speaker` for "we".
        Pronoun = "pronoun",
        /// Marks an owner before what he owns ("'s").
        Genitive = "genitive",
        /// Says that somebody is held to have done what follows ("blamed", اتهمت); value: `held` where he stands before
        /// it ("held the army responsible"), `to` where he stands behind a "to" ("attributed to").
        Accuse = "accuse",
        /// Makes a phrase that is no subject of the noun behind it: value, `clause` where it may as well open a
        /// clause ("after"), `from` before whoever something comes from.
        Preposition = "preposition",
        /// "by", على يد: the actor follows.
        ByActor = "by_actor",
        /// "against", ضد: the target follows.
        Against = "against",
        /// "in", في before a place.
        In = "in",
        /// "at" before a time of day.
        At = "at",
        // How it is said.
        /// Compares ("compared with", مقارنة بـ): value, a relation.
        Comparison = "comparison",
        /// Rises or falls: value, `more` or `less`.
        Trend = "trend",
        /// "by" after a rise: the number is the change.
        ByAmount = "by_amount",
        /// "to" after a rise: the number is the level.
        ToLevel = "to_level",
        /// How events were counted: value, a counting rule.
        Counting = "counting",
        /// Says who says so.
        Attribution = "attribution",
        /// Nobody in particular says so.
        Anonymous = "anonymous",
        // Small words.
        /// Ends a run of words that may describe a noun: prepositions, pronouns, auxiliaries.
        Stop = "stop",
        /// An auxiliary verb ("were", "been"): value `own` where before a noun it says who has it.
        Auxiliary = "auxiliary",
        /// "that", الذي: opens a clause about the noun; value `clause` where it is about all that stands before.
        WhichClause = "relative_pronoun",
        /// Opens a clause of its own event: value, `after` ("after", بعد), `while` ("while", فيما), `that` ("that",
        /// إن), `cause` ("for", بتهمة: what follows is why), `motive` ("in
        /// retaliation for": so is what follows, told of others) or `during` ("during which", خلالها).
        Clause = "clause",
        /// Beside a place it says where somebody has his seat ("based", مقرها); value `mission` behind the name of a
        /// state for what it has abroad ("embassy").
        Based = "based",
        /// Says of the place behind it that something happened there ("rocked", ضرب).
        Befalls = "befalls",
        /// An abbreviation whose full stop ends no sentence.
        Abbreviation = "abbreviation",
        /// Names of a language itself, as metadata give them.
        Language = "language",
        /// The letters that a language is written with.
        Letters = "letters",
        /// Frequent words that tell a language from others with the same letters.
        Common = "common",
        /// A proclitic: value, what it says (`and`, `by`, `to`, `like`, `definite`).
        Prefix = "prefix",
        /// An ending: value, what it says (`dual`, `dual_construct`, `case`, `case_or_dual_construct`,
        /// `possessive`).
        Suffix = "suffix",
        /// How the language works: value, `head_last` where what describes a noun stands before it,
        /// `verb_first` where a verb may stand before its subject, `spaced_groups` where a space may stand
        /// between thousands.
        Grammar = "grammar",
        /// What a separator between digits most likely means: value, `thousand` or `decimal`.
        Separator = "separator",
        // What checking listens for and reports write.
        /// Shows that the text knows how its numbers stand ("already", "on pace"): value, the sort.
        Signal = "signal",
        /// A label.
        Label = "label",
        /// A noun's forms by number.
        Counted = "counted",
    }
}

codes! {
    /// What refines a kind.
    pub enum Feature {
        /// Matches only where the text has a capital letter first.
        Capital = "capital",
        /// Has a more frequent meaning: counts only with something beside it that speaks for this one.
        Ambiguous = "ambiguous",
        /// Matches only with the definite article before it.
        WithArticle = "with_article",
        /// Matches only without the definite article.
        WithoutArticle = "without_article",
        Name = "name",
        Adjective = "adjective",
        Noun = "noun",
        Event = "event",
        Verb = "verb",
        Passive = "passive",
        Person = "person",
        Thing = "thing",
        Place = "place",
        Abstract = "abstract",
        Animal = "animal",
        /// A currency's name without its country.
        Bare = "bare",
        /// Stands before what it refines.
        Before = "before",
        /// Stands after what it refines.
        After = "after",
        /// Joins a unit word to a teen without "and" (عشر).
        Teen = "teen",
        /// A number word that only speaks inside a larger number (إحدى).
        Bound = "bound",
        /// A number word that only speaks at the end of a larger number, because alone it is an article (un).
        Ending = "ending",
        /// A number word that means about its value (une centaine).
        About = "about",
        /// A number word that only counts right beside its noun ("one").
        Weak = "weak",
        /// Its ending in ya makes an adjective of it, no dual.
        Nisba = "nisba",
        /// Stands for whoever was spoken of before ("victim").
        Anaphoric = "anaphoric",
        /// Happens so many times: "bombed three times" counts what the verb says.
        Times = "times",
        /// A plural that multiplies after a number and is vague without one (آلاف).
        Plural = "plural",
        One = "one",
        Two = "two",
        Few = "few",
        Many = "many",
        Hundred = "hundred",
    }
}

/// The features of a sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Features(u64);

impl Features {
    /// Whether the feature is among them.
    pub fn has(self, feature: Feature) -> bool {
        self.0 & (1 << feature as u64) != 0
    }

    /// These and one more.
    pub fn with(self, feature: Feature) -> Self {
        Features(self.0 | 1 << feature as u64)
    }
}

/// One meaning of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Sense {
    /// What sort of thing.
    pub kind: Kind,
    /// What refines it.
    pub features: Features,
    /// The value, where it is a number or the low end of an interval.
    pub low: f64,
    /// The high end of an interval; `low` where there is none.
    pub high: f64,
    /// The value as text: an id or a code.
    pub value: std::sync::Arc<str>,
    /// What refines the kind by a value.
    pub attributes: Box<[(Attribute, std::sync::Arc<str>)]>,
}

impl Sense {
    /// The value of an attribute.
    pub fn attribute(&self, name: Attribute) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| &**value)
    }
}

codes! {
    /// What refines a kind by a value, written `name=value` among the features.
    pub enum Attribute {
        /// The measure that a noun takes when nothing happens to it.
        Default = "default",
        /// What a noun refines a measure to: `children`, `women`, ...
        Refines = "refines",
        /// The kind of actor by which the word has this meaning.
        By = "by",
        /// How many base units a unit is.
        Factor = "factor",
        /// The stretch of time in which a rate counts.
        Rate = "rate",
        /// Whether a unit stands before its number.
        Before = "before",
        /// What an ending stands in place of.
        Replaces = "replaces",
    }
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u128);

impl Kinds {
    /// The set of the given kinds.
    pub const fn of(kinds: &[Kind]) -> Self {
        let mut set = 0;
        let mut index = 0;
        while index < kinds.len() {
            set |= 1 << kinds[index] as u128;
            index += 1;
        }
        Kinds(set)
    }

    /// Whether both sets share a kind.
    pub fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the kind is in the set.
    pub fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u128) != 0
    }

    /// Whether every kind of the other set is in this one.
    pub fn holds(self, other: Kinds) -> bool {
        other.0 & !self.0 == 0
    }

    /// Both sets together.
    pub const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}
