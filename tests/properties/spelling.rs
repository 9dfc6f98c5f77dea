//! Writes whole numbers in words, in every grammatical form that the tests ask for.

/// How Arabic words are chosen where grammar leaves or demands a choice.
#[derive(Debug, Clone, Copy)]
pub struct Arabic {
    /// The gender of what is counted.
    pub feminine: bool,
    /// Accusative or genitive, not nominative.
    pub oblique: bool,
    /// مائة, not مئة.
    pub old_hundred: bool,
    /// ثلاث مئة, not ثلاثمئة.
    pub split_hundreds: bool,
    /// The number stands before its noun: مئتا، ألفا.
    pub construct: bool,
    /// مئة ألف وألف, not مئة وواحد ألف.
    pub repeated_scale: bool,
}

impl Arabic {
    /// Every combination.
    pub fn all() -> impl Iterator<Item = Arabic> {
        (0..64u8).map(|bits| {
            let bit = |place: u8| bits & (1 << place) != 0;
            Arabic {
                feminine: bit(0),
                oblique: bit(1),
                old_hundred: bit(2),
                split_hundreds: bit(3),
                construct: bit(4),
                repeated_scale: bit(5),
            }
        })
    }

    /// The number in words.
    pub fn write(self, number: u64) -> String {
        if number == 0 {
            return "صفر".to_owned();
        }
        let mut parts = Vec::new();
        let mut rest = number;
        for (scale, one, two, two_oblique, two_construct, few, many) in SCALES {
            let count = rest / scale;
            rest %= scale;
            let last = rest == 0;
            let dual = match (self.construct && last, self.oblique) {
                (true, true) => format!("{one}ي"),
                (true, false) => two_construct.to_owned(),
                (false, true) => two_oblique.to_owned(),
                (false, false) => two.to_owned(),
            };
            let counter = Arabic { feminine: false, construct: true, ..self };
            match count {
                0 => {}
                1 => parts.push(one.to_owned()),
                2 => parts.push(dual),
                _ => match count % 100 {
                    1 | 2 if self.repeated_scale && count > 100 => {
                        parts.push(format!("{} {one}", counter.below_thousand(count - count % 100)));
                        parts.push(if count % 100 == 1 { one.to_owned() } else { dual });
                    }
                    3..=10 => parts.push(format!("{} {few}", counter.below_thousand(count))),
                    11..=99 => parts.push(format!("{} {many}", counter.below_thousand(count))),
                    _ => parts.push(format!("{} {one}", counter.below_thousand(count))),
                },
            }
        }
        if rest > 0 {
            parts.push(self.below_thousand(rest));
        }
        parts.join(" و")
    }

    fn below_thousand(self, number: u64) -> String {
        let (hundreds, rest) = (number / 100, number % 100);
        let hundred = if self.old_hundred { "مائة" } else { "مئة" };
        let stem = if self.old_hundred { "مائت" } else { "مئت" };
        let ending = match (self.construct && rest == 0, self.oblique) {
            (true, true) => "ي",
            (true, false) => "ا",
            (false, true) => "ين",
            (false, false) => "ان",
        };
        let space = if self.split_hundreds { " " } else { "" };
        let hundreds = match hundreds {
            0 => None,
            1 => Some(hundred.to_owned()),
            2 => Some(format!("{stem}{ending}")),
            _ => Some(format!("{}{space}{hundred}", HUNDREDS[hundreds as usize - 3])),
        };
        let rest = (rest > 0).then(|| self.below_hundred(rest));
        hundreds.into_iter().chain(rest).collect::<Vec<_>>().join(" و")
    }

    fn below_hundred(self, number: u64) -> String {
        let (tens, units) = (number / 10, number % 10);
        match number {
            1..=10 => self.unit(number).to_owned(),
            11 => if self.feminine { "إحدى عشرة" } else { "أحد عشر" }.to_owned(),
            12 => match (self.feminine, self.oblique) {
                (true, true) => "اثنتي عشرة",
                (true, false) => "اثنتا عشرة",
                (false, true) => "اثني عشر",
                (false, false) => "اثنا عشر",
            }
            .to_owned(),
            13..=19 => format!("{} {}", self.unit(units), if self.feminine { "عشرة" } else { "عشر" }),
            _ => {
                let ten = format!("{}{}", TENS[tens as usize - 2], if self.oblique { "ين" } else { "ون" });
                match units {
                    0 => ten,
                    1 if self.feminine => format!("إحدى و{ten}"),
                    _ => format!("{} و{ten}", self.unit(units)),
                }
            }
        }
    }

    fn unit(self, number: u64) -> &'static str {
        match (number, self.feminine, self.oblique) {
            (1, true, _) => "واحدة",
            (1, false, _) => "واحد",
            (2, true, true) => "اثنتين",
            (2, true, false) => "اثنتان",
            (2, false, true) => "اثنين",
            (2, false, false) => "اثنان",
            (_, feminine, _) => UNITS[number as usize - 3][usize::from(feminine)],
        }
    }
}

/// A scale, itself, two of it in three forms, three of it, eleven of it.
type Scale = (u64, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const SCALES: [Scale; 4] = [
    (1_000_000_000_000, "تريليون", "تريليونان", "تريليونين", "تريليونا", "تريليونات", "تريليونا"),
    (1_000_000_000, "مليار", "ملياران", "مليارين", "مليارا", "مليارات", "مليارا"),
    (1_000_000, "مليون", "مليونان", "مليونين", "مليونا", "ملايين", "مليونا"),
    (1_000, "ألف", "ألفان", "ألفين", "ألفا", "آلاف", "ألفا"),
];

const HUNDREDS: [&str; 7] = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"];

const TENS: [&str; 8] = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];

/// Beside a masculine noun, beside a feminine one.
const UNITS: [[&str; 2]; 8] = [
    ["ثلاثة", "ثلاث"],
    ["أربعة", "أربع"],
    ["خمسة", "خمس"],
    ["ستة", "ست"],
    ["سبعة", "سبع"],
    ["ثمانية", "ثماني"],
    ["تسعة", "تسع"],
    ["عشرة", "عشر"],
];

/// How English words are chosen.
#[derive(Debug, Clone, Copy)]
pub struct English {
    /// "a hundred and two", not "a hundred two".
    pub and: bool,
    /// "twenty-one", not "twenty one".
    pub hyphen: bool,
    /// "a hundred", not "one hundred", at the beginning.
    pub article: bool,
}

impl English {
    /// Every combination.
    pub fn all() -> impl Iterator<Item = English> {
        (0..8u8).map(|bits| English { and: bits & 1 != 0, hyphen: bits & 2 != 0, article: bits & 4 != 0 })
    }

    /// The number in words.
    pub fn write(self, number: u64) -> String {
        if number == 0 {
            return "zero".to_owned();
        }
        let mut words = Vec::new();
        let mut rest = number;
        let scales = [
            (1_000_000_000_000, "trillion"),
            (1_000_000_000, "billion"),
            (1_000_000, "million"),
            (1_000, "thousand"),
        ];
        for (scale, name) in scales {
            if rest >= scale {
                words.push(format!("{} {name}", self.below_thousand(rest / scale)));
                rest %= scale;
            }
        }
        if rest > 0 {
            let and = if self.and && !words.is_empty() && rest < 100 { "and " } else { "" };
            words.push(format!("{and}{}", self.below_thousand(rest)));
        }
        let written = words.join(" ");
        match written.strip_prefix("one ") {
            Some(scaled) if self.article => format!("a {scaled}"),
            _ => written,
        }
    }

    fn below_thousand(self, number: u64) -> String {
        let (hundreds, rest) = (number / 100, number % 100);
        let hundreds = (hundreds > 0).then(|| format!("{} hundred", SMALL[hundreds as usize]));
        let rest = (rest > 0).then(|| self.below_hundred(rest));
        let and = if self.and { " and " } else { " " };
        hundreds.into_iter().chain(rest).collect::<Vec<_>>().join(and)
    }

    fn below_hundred(self, number: u64) -> String {
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        match (number / 10, number % 10) {
            _ if number < 20 => SMALL[number as usize].to_owned(),
            (ten, 0) => tens[ten as usize - 2].to_owned(),
            (ten, unit) => {
                let joint = if self.hyphen { "-" } else { " " };
                format!("{}{joint}{}", tens[ten as usize - 2], SMALL[unit as usize])
            }
        }
    }
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// How French words are chosen.
#[derive(Debug, Clone, Copy)]
pub struct French {
    /// septante and nonante, not soixante-dix and quatre-vingt-dix.
    pub belgian: bool,
    /// vingt-et-un, not vingt et un.
    pub hyphen: bool,
}

impl French {
    /// Every combination.
    pub fn all() -> impl Iterator<Item = French> {
        (0..4u8).map(|bits| French { belgian: bits & 1 != 0, hyphen: bits & 2 != 0 })
    }

    /// The number in words, below a thousand million.
    pub fn write(self, number: u64) -> String {
        let (millions, thousands, rest) = (number / 1_000_000, number / 1000 % 1000, number % 1000);
        let mut words = Vec::new();
        match millions {
            0 => {}
            1 => words.push("un million".to_owned()),
            _ => words.push(format!("{} millions", self.below_thousand(millions, true))),
        }
        match thousands {
            0 => {}
            1 => words.push("mille".to_owned()),
            _ => words.push(format!("{} mille", self.below_thousand(thousands, false))),
        }
        if rest > 0 || number == 0 {
            words.push(self.below_thousand(rest, true));
        }
        words.join(" ")
    }

    fn below_thousand(self, number: u64, last: bool) -> String {
        let (hundreds, rest) = (number / 100, number % 100);
        let plural = if rest == 0 && last { "s" } else { "" };
        let hundreds = match hundreds {
            0 => None,
            1 => Some("cent".to_owned()),
            _ => Some(format!("{} cent{plural}", FRENCH[hundreds as usize])),
        };
        let rest = (rest > 0 || number == 0).then(|| self.below_hundred(rest, last));
        hundreds.into_iter().chain(rest).collect::<Vec<_>>().join(" ")
    }

    fn below_hundred(self, number: u64, last: bool) -> String {
        let and = |ten: &str, unit: &str| {
            if self.hyphen { format!("{ten}-et-{unit}") } else { format!("{ten} et {unit}") }
        };
        let small = |number: u64| FRENCH[number as usize];
        let tens = ["vingt", "trente", "quarante", "cinquante", "soixante"];
        match (number / 10, number % 10) {
            (0 | 1, _) => small(number).to_owned(),
            (7 | 9, unit) if self.belgian => {
                let ten = if number < 80 { "septante" } else { "nonante" };
                match unit {
                    0 => ten.to_owned(),
                    1 => and(ten, "un"),
                    _ => format!("{ten}-{}", small(unit)),
                }
            }
            (7, 1) => and("soixante", "onze"),
            (7, unit) => format!("soixante-{}", small(10 + unit)),
            (8, 0) => if last { "quatre-vingts" } else { "quatre-vingt" }.to_owned(),
            (8, unit) => format!("quatre-vingt-{}", small(unit)),
            (9, unit) => format!("quatre-vingt-{}", small(10 + unit)),
            (ten, 0) => tens[ten as usize - 2].to_owned(),
            (ten, 1) => and(tens[ten as usize - 2], "un"),
            (ten, unit) => format!("{}-{}", tens[ten as usize - 2], small(unit)),
        }
    }
}

const FRENCH: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
