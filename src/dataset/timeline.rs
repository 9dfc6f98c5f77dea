//! The figures of one actor, target and set of places, in time: period totals, levels and running totals.

use super::cell::day_number;
use crate::claim::Bound;
use jiff::civil::Date;

/// A number over days, from one row or put together from several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) bound: Bound,
    pub(super) rows: u64,
    /// Days of the period asked for that it covers.
    pub(super) days: u64,
    pub(super) published: Option<Date>,
}

impl Reading {
    /// Nothing counted yet: what sums start from.
    pub(super) const NONE: Reading =
        Reading { value: 0.0, low: 0.0, high: 0.0, bound: Bound::Exact, rows: 0, days: 0, published: None };

    /// Both together: of other days or other places.
    pub(super) fn plus(self, other: Reading) -> Reading {
        Reading {
            value: self.value + other.value,
            low: self.low + other.low,
            high: self.high + other.high,
            bound: together(self.bound, other.bound),
            ..self.used_with(other)
        }
    }

    /// What remains without the other. Only what is not hedged can be taken away or taken from.
    pub(super) fn minus(self, other: Reading) -> Option<Reading> {
        (plain(self.bound) && plain(other.bound)).then(|| Reading {
            value: self.value - other.value,
            low: self.low - other.high,
            high: self.high - other.low,
            bound: together(self.bound, other.bound),
            ..self.used_with(other)
        })
    }

    fn used_with(self, other: Reading) -> Reading {
        Reading {
            rows: self.rows + other.rows,
            days: self.days + other.days,
            published: self.published.max(other.published),
            ..self
        }
    }
}

/// Whether a number may be taken away.
fn plain(bound: Bound) -> bool {
    matches!(bound, Bound::Exact | Bound::Approx)
}

/// Whether a row is added or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
}

/// The hedge of a sum.
fn together(one: Bound, other: Bound) -> Bound {
    use Bound::{Approx, AtLeast, AtMost, Exact, LessThan, MoreThan, Range};
    match (one, other) {
        (one, other) if one == other => one,
        (Exact, bound) | (bound, Exact) => bound,
        (AtLeast | MoreThan, AtLeast | MoreThan) => AtLeast,
        (AtMost | LessThan, AtMost | LessThan) => AtMost,
        (Range | Approx | AtLeast | MoreThan | AtMost | LessThan, _) => Approx,
    }
}

/// One row: a number for the days from `start` up to `next`, which is the day after its last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Total {
    pub(super) start: i32,
    pub(super) next: i32,
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) bound: Bound,
    pub(super) published: Option<Date>,
    /// Rows of the file it was made from.
    pub(super) rows: u64,
}

impl Total {
    fn plain(&self) -> bool {
        plain(self.bound)
    }

    fn days(&self) -> u64 {
        u64::from((self.next - self.start).unsigned_abs())
    }

    pub(super) fn reading(&self) -> Reading {
        Reading {
            value: self.value,
            low: self.low,
            high: self.high,
            bound: self.bound,
            rows: self.rows,
            days: self.days(),
            published: self.published,
        }
    }
}

/// The rows in time.
#[derive(Debug, Clone, Default)]
pub(super) struct Timeline {
    /// One row a period: the version published last. Sorted by first day, then last.
    rows: Vec<Total>,
    /// Versions published before, sorted likewise, the newest first.
    earlier: Vec<Total>,
}

/// What adding a row to a timeline found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// The same figure again.
    Repeat,
    /// Another figure for the same period, neither published later.
    Contradiction,
}

impl Timeline {
    /// Puts the rows in order. Rows of the same period are versions of one figure, or, with `sum_rows`, cells
    /// of a finer table.
    pub(super) fn new(mut rows: Vec<Total>, sum_rows: bool, mut clash: impl FnMut(Clash, &Total)) -> Self {
        rows.sort_by(|a, b| (a.start, a.next).cmp(&(b.start, b.next)).then(b.published.cmp(&a.published)));
        let mut timeline = Timeline::default();
        for row in rows {
            let Some(last) =
                timeline.rows.last_mut().filter(|last| (last.start, last.next) == (row.start, row.next))
            else {
                timeline.rows.push(row);
                continue;
            };
            if sum_rows {
                let sum = last.reading().plus(row.reading());
                (last.value, last.low, last.high, last.rows) = (sum.value, sum.low, sum.high, sum.rows);
                (last.bound, last.published) = (sum.bound, sum.published);
            } else if row.published < last.published {
                timeline.earlier.push(row);
            } else if row.value == last.value {
                clash(Clash::Repeat, &row);
                last.rows += row.rows;
            } else {
                clash(Clash::Contradiction, &row);
                (last.low, last.high) = (last.low.min(row.low), last.high.max(row.high));
                last.rows += row.rows;
            }
        }
        timeline
    }

    pub(super) fn rows(&self) -> &[Total] {
        &self.rows
    }

    /// The versions published before the one that answers, the newest first.
    pub(super) fn earlier(&self, start: i32, next: i32) -> impl Iterator<Item = &Total> {
        self.earlier.iter().filter(move |row| (row.start, row.next) == (start, next))
    }

    pub(super) fn has_earlier(&self) -> bool {
        !self.earlier.is_empty()
    }

    fn exact(&self, start: i32, next: i32) -> Option<&Total> {
        let index = self.rows.binary_search_by(|row| (row.start, row.next).cmp(&(start, next))).ok()?;
        self.rows.get(index)
    }

    /// The total of exactly these days: a row of its own, a complete tiling by rows, or the difference
    /// between a longer row and the days that it has too many.
    pub(super) fn total(&self, start: i32, next: i32) -> Option<Reading> {
        if let Some(row) = self.exact(start, next) {
            return Some(row.reading());
        }
        let rows = self.total_rows(start, next)?;
        let (added, taken): (Vec<_>, Vec<_>) = rows.iter().partition(|(sign, _)| *sign == Sign::Plus);
        let sum = |rows: Vec<&(Sign, &Total)>| {
            rows.into_iter().fold(Reading::NONE, |sum, (_, row)| sum.plus(row.reading()))
        };
        let whole = sum(added);
        if taken.is_empty() {
            return Some(whole);
        }
        let rest = whole.minus(sum(taken)).filter(|rest| rest.value >= 0.0)?;
        Some(Reading { days: days(start, next), ..rest })
    }

    /// The rows that [`Timeline::total`] is made of.
    pub(super) fn total_rows(&self, start: i32, next: i32) -> Option<Vec<(Sign, &Total)>> {
        if let Some(row) = self.exact(start, next) {
            return Some(vec![(Sign::Plus, row)]);
        }
        self.tiling(start, next).or_else(|| self.difference(start, next))
    }

    /// The fewest rows that follow on each other from the first day to the last.
    fn tiling(&self, start: i32, next: i32) -> Option<Vec<(Sign, &Total)>> {
        struct Step {
            day: i32,
            length: usize,
            back: usize,
            row: usize,
        }
        let first = self.rows.partition_point(|row| row.start < start);
        let mut reached = vec![Step { day: start, length: 0, back: 0, row: 0 }];
        for (index, row) in self.rows.iter().enumerate().skip(first).take_while(|(_, row)| row.start < next) {
            if row.next > next {
                continue;
            }
            let Some(back) = reached.iter().position(|step| step.day == row.start) else { continue };
            let step = Step { day: row.next, length: reached[back].length + 1, back, row: index };
            match reached.iter_mut().find(|known| known.day == row.next) {
                Some(known) if known.length <= step.length => {}
                Some(known) => *known = step,
                None => reached.push(step),
            }
        }
        let mut at = reached.iter().position(|step| step.day == next)?;
        let mut rows = Vec::with_capacity(reached[at].length);
        while reached[at].length > 0 {
            rows.push((Sign::Plus, self.rows.get(reached[at].row)?));
            at = reached[at].back;
        }
        rows.reverse();
        Some(rows)
    }

    fn difference(&self, start: i32, next: i32) -> Option<Vec<(Sign, &Total)>> {
        let longer = self.rows.iter().take_while(|row| row.start <= start).filter(|row| row.next >= next);
        let mut longer: Vec<&Total> = longer.filter(|row| row.plain()).collect();
        longer.sort_by_key(|row| row.next - row.start);
        longer.into_iter().find_map(|row| {
            let before = self.tiling(row.start, start)?;
            let after = self.tiling(next, row.next)?;
            let taken = before.into_iter().chain(after).map(|(_, row)| (Sign::Minus, row));
            let rows: Vec<_> = std::iter::once((Sign::Plus, row)).chain(taken).collect();
            rows.iter().all(|(_, row)| row.plain()).then_some(rows)
        })
    }

    /// The rows inside the period that together cover the most days of it without overlapping.
    pub(super) fn part(&self, start: i32, next: i32) -> Option<Reading> {
        let rows = self.part_rows(start, next);
        (!rows.is_empty()).then(|| rows.iter().fold(Reading::NONE, |sum, row| sum.plus(row.reading())))
    }

    /// The rows that [`Timeline::part`] is made of.
    pub(super) fn part_rows(&self, start: i32, next: i32) -> Vec<&Total> {
        let first = self.rows.partition_point(|row| row.start < start);
        let mut inside: Vec<&Total> = self.rows[first..]
            .iter()
            .take_while(|row| row.start < next)
            .filter(|row| row.next <= next)
            .collect();
        inside.sort_by_key(|row| (row.next, row.start));
        let before =
            |index: usize| inside[..index].partition_point(|other| other.next <= inside[index].start);
        let mut best = vec![0_u64];
        for (index, row) in inside.iter().enumerate() {
            best.push(best[index].max(best[before(index)] + row.days()));
        }
        let (mut rows, mut at) = (Vec::new(), inside.len());
        while at > 0 {
            if best[at] == best[at - 1] {
                at -= 1;
            } else {
                rows.push(inside[at - 1]);
                at = before(at - 1);
            }
        }
        rows.reverse();
        rows
    }

    /// The level at a day: of the row that holds on it, else of the latest at most `tolerance` days before.
    pub(super) fn level(&self, day: i32, tolerance: i32) -> Option<Reading> {
        let row = self.level_row(day, tolerance)?;
        Some(Reading { days: u64::from(row.next > day), ..row.reading() })
    }

    /// The row that [`Timeline::level`] reads.
    pub(super) fn level_row(&self, day: i32, tolerance: i32) -> Option<&Total> {
        let after = self.rows.partition_point(|row| row.start <= day);
        let row = self.rows[..after].iter().max_by_key(|row| row.next.min(day + 1))?;
        (day + 1 - row.next <= tolerance).then_some(row)
    }

    /// What a running total grew by over the days; the flag says whether it covers them all.
    ///
    /// Between two dates of the table the total is that of the earlier, and the later bounds it from above.
    pub(super) fn growth(&self, start: i32, next: i32) -> Option<(Reading, bool)> {
        let (first, last) = (self.rows.first()?, self.rows.last()?);
        if next <= first.start || start >= last.next {
            return None;
        }
        let (from, to) = (start.max(first.start), next.min(last.next));
        let at_end = self.running(to)?;
        let before = if from == first.start { Reading::NONE } else { self.running(from)? };
        let growth = at_end.minus(before)?;
        let covered = (from, to) == (start, next);
        (growth.value >= 0.0).then_some((Reading { days: days(from, to), ..growth }, covered))
    }

    /// The rows between which [`Timeline::growth`] is the difference.
    pub(super) fn growth_rows(&self, start: i32, next: i32) -> Vec<(Sign, &Total)> {
        let at = |next: i32| self.rows[..self.rows.partition_point(|row| row.next <= next)].last();
        let first = self.rows.first().map_or(start, |row| row.start);
        let before = if start <= first { None } else { at(start) };
        let signed = |sign| move |row| (sign, row);
        at(next).map(signed(Sign::Plus)).into_iter().chain(before.map(signed(Sign::Minus))).collect()
    }

    /// The running total up to the day before `next`.
    fn running(&self, next: i32) -> Option<Reading> {
        let after = self.rows.partition_point(|row| row.next <= next);
        let row = self.rows[..after].last()?;
        let later = if row.next == next { row } else { self.rows.get(after).unwrap_or(row) };
        Some(Reading { high: row.high.max(later.high), ..row.reading() })
    }
}

fn days(start: i32, next: i32) -> u64 {
    u64::from((next - start).unsigned_abs())
}

/// The first day of a period and the day after its last.
pub(super) fn bounds(period: &crate::claim::Period) -> (i32, i32) {
    (day_number(period.start), day_number(period.end) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(start: i32, next: i32, value: f64) -> Total {
        Total { start, next, value, low: value, high: value, bound: Bound::Exact, published: None, rows: 1 }
    }

    fn timeline(rows: &[(i32, i32, f64)]) -> Timeline {
        let rows = rows.iter().map(|(start, next, value)| row(*start, *next, *value)).collect();
        Timeline::new(rows, false, |_, _| {})
    }

    #[test]
    fn overlapping_totals_are_never_added_twice() {
        let year = timeline(&[(0, 12, 100.0), (0, 3, 10.0), (3, 6, 20.0), (0, 6, 31.0), (0, 1, 4.0)]);
        let value = |start, next| year.total(start, next).map(|sum| (sum.value, sum.rows));
        assert_eq!(value(0, 12), Some((100.0, 1)), "a row of its own");
        assert_eq!(value(0, 6), Some((31.0, 1)), "a row of its own before a tiling");
        assert_eq!(value(6, 12), Some((69.0, 2)), "the year without its first half");
        assert_eq!(value(1, 3), Some((6.0, 2)), "the quarter without its first month");
        assert_eq!(value(2, 5), None, "nothing bounds it");
        assert_eq!(value(0, 13), None, "one day too many");
    }

    #[test]
    fn a_tiling_is_complete_or_none() {
        let months = timeline(&[(0, 1, 1.0), (1, 2, 2.0), (3, 4, 8.0)]);
        assert_eq!(months.total(0, 2).map(|sum| sum.value), Some(3.0));
        assert_eq!(months.total(0, 4), None);
        assert_eq!(months.part(0, 4).map(|sum| (sum.value, sum.days)), Some((11.0, 3)));
        assert_eq!(months.part(2, 3), None);
    }

    #[test]
    fn the_newest_version_answers_and_the_others_are_kept() {
        let published =
            |year, value| Total { published: Some(Date::constant(year, 1, 1)), ..row(0, 12, value) };
        let versions =
            Timeline::new(vec![published(2023, 5.0), published(2025, 7.0)], false, |_, _| unreachable!());
        assert_eq!(versions.total(0, 12).map(|sum| sum.value), Some(7.0));
        assert_eq!(versions.earlier(0, 12).map(|row| row.value).collect::<Vec<_>>(), [5.0]);
    }

    #[test]
    fn rows_that_contradict_each_other_make_a_range() {
        let mut clashes = Vec::new();
        let rows = vec![row(0, 12, 5.0), row(0, 12, 5.0), row(0, 12, 8.0)];
        let timeline = Timeline::new(rows, false, |clash, _| clashes.push(clash));
        let total = timeline.total(0, 12).unwrap();
        assert_eq!((total.value, total.low, total.high), (5.0, 5.0, 8.0));
        assert_eq!(clashes, [Clash::Repeat, Clash::Contradiction]);
    }

    #[test]
    fn a_level_is_read_and_ages() {
        let stock = timeline(&[(0, 1, 2500.0), (100, 101, 900.0)]);
        assert_eq!(stock.level(0, 0).map(|level| (level.value, level.days)), Some((2500.0, 1)));
        assert_eq!(stock.level(30, 30).map(|level| (level.value, level.days)), Some((2500.0, 0)));
        assert_eq!(stock.level(31, 30), None);
        assert_eq!(stock.level(-1, 30), None);
        assert_eq!(stock.level(100, 0).map(|level| level.value), Some(900.0));
    }

    #[test]
    fn a_running_total_is_differenced_and_gaps_bound_it() {
        let dead = timeline(&[(10, 11, 5.0), (11, 12, 9.0), (14, 15, 20.0)]);
        let growth = |start, next| {
            dead.growth(start, next).map(|(sum, covered)| (sum.value, sum.low, sum.high, sum.days, covered))
        };
        assert_eq!(growth(11, 12), Some((4.0, 4.0, 4.0, 1, true)));
        assert_eq!(growth(10, 15), Some((20.0, 20.0, 20.0, 5, true)));
        assert_eq!(growth(10, 13), Some((9.0, 9.0, 20.0, 3, true)));
        assert_eq!(growth(12, 14), Some((0.0, 0.0, 11.0, 2, true)));
        assert_eq!(growth(0, 12), Some((9.0, 9.0, 9.0, 2, false)));
        assert_eq!(growth(15, 20), None);
    }

    #[test]
    fn hedges_survive_addition_and_forbid_subtraction() {
        let at_least = Total { bound: Bound::AtLeast, ..row(0, 6, 220.0) };
        let rows = vec![at_least, row(6, 12, 10.0), row(0, 24, 400.0)];
        let timeline = Timeline::new(rows, false, |_, _| {});
        assert_eq!(timeline.total(0, 12).map(|sum| (sum.value, sum.bound)), Some((230.0, Bound::AtLeast)));
        assert_eq!(timeline.total(12, 24), None);
    }
}
