//! The event that an article tells: who did it, once that is said, and the victims told of it before and after.
//!
//! A sentence that names nobody goes on with the event told last, until another author, place, day or attack is
//! told. Attacks that somebody claims only later are his from the beginning: "A bomb killed 12. The group claimed
//! the attack."

use super::agent::Agents;
use super::memory::WAR;
use super::mention::Form;
use super::subject::Subject;
use crate::claim::{ActorId, ClaimId, ClaimRow, MeasureId, Period, PeriodBasis, PlaceId};
use crate::lexicon::Kind;
use crate::lexicon::ids::{ActorKind, Ids, Part};
use std::ops::Range;
use std::sync::Arc;

/// How many sentences back an attack may lie that is claimed.
const NEAR: u32 = 4;
/// How far before a verb those counted stand whom it befell.
const COUNTED_REACH: usize = 3;
/// How many days an event lasts at most: what took longer is no event but its background.
const EVENT_DAYS: i32 = 7;
/// How the actor of such a claim was read.
const CARRIED: &str = "; actor: of the event spoken of before";
/// The measures that count what an attack does to people and their homes.
const HARM: [&str; 4] = ["casualties", "kidnapped", "building", "vehicles"];

/// To which side those belong whom something befell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::claim) enum Side {
    /// Anybody.
    Anybody,
    /// Those who fight a state: "militants".
    Fighters,
    /// The forces of a state: "soldiers".
    Forces,
}

/// A claim of what befell people of whom the sentence does not say who did it to them.
#[derive(Debug, Clone)]
pub(in crate::claim) struct Undergone {
    pub claim: ClaimId,
    pub side: Side,
    /// Whose own people they are said to be: "its soldiers".
    pub own: Option<ActorId>,
    /// Whether somebody did it whom the sentence calls by no name.
    pub unnamed: bool,
}

/// What a sentence says of the event that it tells.
#[derive(Debug, Default)]
pub(in crate::claim) struct Telling {
    /// The acts whose authors it tells.
    pub acts: Vec<(Arc<str>, ActorId)>,
    /// What acts and means it speaks of.
    pub named: Vec<Arc<str>>,
    /// Whether it tells of an act that was not spoken of before and of which it names no author.
    pub opens: bool,
    /// Whether it says whose an act was that was spoken of before.
    pub again: bool,
    /// Whether it tells of what nobody does.
    pub mishap: bool,
    /// Whether it begins by saying that it tells of another place.
    pub elsewhere: bool,
    /// Whether two sides fight in it.
    pub fight: bool,
    /// Whether means are brought down or made safe in it: whoever does so attacks nobody.
    pub averts: bool,
    /// The militants who fight in it, where only those of one group are named.
    pub raiders: Option<ActorId>,
    /// The forces that fight them.
    pub defenders: Option<ActorId>,
    /// Where in the text it says why something was done.
    pub motive: Option<Range<u32>>,
    /// Who claims the attack or is blamed for it.
    pub claimant: Option<ActorId>,
}

/// The event that the text goes on about.
#[derive(Debug, Clone, Default)]
struct Event {
    author: Option<ActorId>,
    named: Vec<Arc<str>>,
    places: Vec<PlaceId>,
    period: Option<Period>,
    /// The claims of its victims while nobody is named for it.
    open: Vec<usize>,
    /// Whether soldiers or policemen are among them.
    forces: bool,
    /// Whether it is a fight, so that its author has only done it to the other side.
    fight: bool,
    /// The forces that fight its author, who have done it to his.
    defenders: Option<ActorId>,
}

/// The events of a text as far as it has been read.
#[derive(Debug, Default)]
pub(in crate::claim) struct Story {
    event: Option<Event>,
    /// The claims of victims whose attacker nobody was named, with their sentences.
    unclaimed: Vec<(usize, u32)>,
    sentence: u32,
}

impl Story {
    /// Goes on to the next sentence, whose claims are those from a place on.
    pub fn go_on(
        &mut self,
        telling: Telling,
        claims: &mut [ClaimRow],
        from: usize,
        undergone: &[Undergone],
        located: &[&PlaceId],
        ids: &Ids,
    ) {
        self.sentence += 1;
        self.tell(&telling, claims, from, undergone, located, ids);
        if let Some(claimant) = telling.claimant {
            self.claim(claimant, telling.named, located, claims);
        }
    }

    fn tell(
        &mut self,
        telling: &Telling,
        claims: &mut [ClaimRow],
        from: usize,
        undergone: &[Undergone],
        located: &[&PlaceId],
        ids: &Ids,
    ) {
        let current = |row: &ClaimRow| said(row).is_none_or(is_short);
        let harm = |row: &ClaimRow| is_harm(&row.measure, ids);
        let told = (from..claims.len()).find(|at| {
            let row = &claims[*at];
            let act = matches!(ids.part(&row.measure), Some(Part::Act | Part::Means));
            let author = row
                .actor
                .as_ref()
                .is_some_and(|id| may_attack(id, ids) && !self.is_response(row, undergone, ids));
            let averted = telling.averts && ids.part(&row.measure) == Some(Part::Means);
            let motive = telling.motive.as_ref().is_some_and(|motive| motive.contains(&row.start));
            author && row.value.is_some() && (act || harm(row)) && !averted && !motive && current(row)
        });
        let open: Vec<(usize, &Undergone)> = (from..claims.len())
            .filter_map(|at| {
                let row = &claims[at];
                let one = undergone.iter().find(|one| one.claim == row.claim_id)?;
                (row.actor.is_none() && current(row)).then_some((at, one))
            })
            .collect();
        let background =
            claims[from..].iter().any(|row| row.value.is_some()) && !claims[from..].iter().any(current);
        if background {
            return;
        }
        let period = claims[from..].iter().filter_map(said).find(|period| is_short(*period));
        let mut places: Vec<PlaceId> = located.iter().map(|place| (*place).clone()).collect();
        if places.is_empty() {
            let of = open.first().map(|(at, _)| *at).or(told);
            places.extend(of.into_iter().flat_map(|at| claims[at].places.iter().cloned()));
        }
        let another = telling.elsewhere
            || self.event.as_ref().is_some_and(|event| {
                !event.may_be_in(located, ids) || !period.is_none_or(|period| event.may_be_on(period))
            });
        let tree = &ids.actor_tree;
        let attacked = |id: &ActorId| {
            let targets = claims[from..].iter().filter_map(|row| row.target.as_ref());
            targets.into_iter().any(|target| tree.contains(target, id) || tree.contains(id, target))
        };
        let of_acts =
            || telling.acts.iter().map(|(_, id)| id).find(|id| may_attack(id, ids) && !attacked(id)).cloned();
        let author = told.and_then(|at| claims[at].actor.clone()).or_else(of_acts);
        // Those who fell among the attackers are not the attack's victims, nor are those of accidents.
        let attack = !telling.mishap;
        let is_victim = |one: &Undergone| attack && one.side != Side::Fighters;
        let victims = || open.iter().filter(|(_, one)| is_victim(one)).map(|(claim, _)| *claim);
        self.unclaimed.extend(victims().map(|claim| (claim, self.sentence)));
        let forces = open.iter().any(|(_, one)| is_victim(one) && one.side == Side::Forces);
        let named = telling.named.clone();
        let event = Event { named, places, period, forces, ..Event::default() };
        if let Some(author) = author {
            if let Some(before) = self.event.take().filter(|event| !another && event.is_told_by(telling)) {
                give(&before.open, &author, claims);
                self.unclaimed.retain(|(claim, _)| !before.open.contains(claim));
            }
            // "The army broke the truce 20 times, with 19 people killed": the same sentence goes on with its toll.
            let goes_on = |claim: usize, one: &Undergone| {
                let behind = told.is_some_and(|told| told < claim) && is_harm(&claims[claim].measure, ids);
                behind && one.side == Side::Anybody && !one.unnamed && one.own.is_none()
            };
            let toll: Vec<usize> =
                open.iter().filter(|(claim, one)| goes_on(*claim, one)).map(|(claim, _)| *claim).collect();
            if !telling.mishap && !telling.fight {
                give(&toll, &author, claims);
            }
            self.event = Some(Event { author: Some(author), ..event });
            return;
        }
        if telling.fight {
            // Soldiers who fall in a fight with the raiders told of fell to them.
            let before = self.event.take().filter(|_| !another).and_then(|event| event.author);
            let raiders = telling.raiders.clone().or(before).filter(|id| is_against(id, Side::Forces, ids));
            let defenders = telling.defenders.clone();
            let sides = [(Side::Forces, &raiders), (Side::Fighters, &defenders)];
            for (side, other) in sides {
                let Some(other) = other else { continue };
                for (claim, _) in open.iter().filter(|(_, one)| one.side == side) {
                    carry(other, &mut claims[*claim]);
                }
            }
            self.event =
                raiders.map(|raiders| Event { author: Some(raiders), fight: true, defenders, ..event });
            return;
        }
        if open.is_empty() {
            if another {
                self.event = None;
            }
            return;
        }
        match &mut self.event {
            Some(event) if !another && !telling.opens && !open.iter().any(|(_, one)| one.unnamed) => {
                match &event.author {
                    Some(author) => {
                        for (claim, one) in open {
                            let related = |target: &ActorId| {
                                ids.actor_tree.contains(author, target)
                                    || ids.actor_tree.contains(target, author)
                            };
                            let row = &mut claims[claim];
                            if let Some(defenders) =
                                event.defenders.as_ref().filter(|_| one.side == Side::Fighters)
                            {
                                carry(defenders, row);
                                continue;
                            }
                            let fell = !event.fight || one.side == Side::Forces;
                            let own = row.target.iter().chain(&one.own).any(related);
                            if fell && is_against(author, one.side, ids) && is_harm(&row.measure, ids) && !own
                            {
                                carry(author, row);
                            }
                        }
                    }
                    None => {
                        event.open.extend(victims());
                        event.forces |= forces;
                    }
                }
            }
            other => *other = Some(Event { open: victims().collect(), ..event }),
        }
    }

    /// Whether a claim tells of attackers whom others killed in return: their attack goes on to be told.
    fn is_response(&self, row: &ClaimRow, undergone: &[Undergone], ids: &Ids) -> bool {
        let attackers = self.event.as_ref().and_then(|event| event.author.as_ref());
        let fighters =
            attackers.and_then(|id| ids.actor(id)).is_some_and(|row| row.kind == ActorKind::Militants);
        let of = |one: &&Undergone| one.claim == row.claim_id && one.side == Side::Fighters;
        // Soldiers fell, and their army killed some of those who did it.
        let forces = self.event.as_ref().is_some_and(|event| event.author.is_none() && event.forces);
        let of_state = row.actor.as_ref().is_some_and(|id| ids.is_of_state(id));
        if forces && of_state && undergone.iter().any(|one| of(&one)) {
            return true;
        }
        fighters && row.actor.as_ref() != attackers && undergone.iter().any(|one| of(&one))
    }

    /// Gives the attacks told last to whoever claims them; they are not given again.
    fn claim(
        &mut self,
        claimant: ActorId,
        named: Vec<Arc<str>>,
        located: &[&PlaceId],
        claims: &mut [ClaimRow],
    ) {
        let near = |told: u32| self.sentence - told <= NEAR;
        let open: Vec<usize> =
            self.unclaimed.iter().filter(|(_, told)| near(*told)).map(|(claim, _)| *claim).collect();
        give(&open, &claimant, claims);
        self.unclaimed.clear();
        match &mut self.event {
            Some(event) => {
                give(&std::mem::take(&mut event.open), &claimant, claims);
                event.author.get_or_insert(claimant);
            }
            // "The group claimed the attack on the hotel": its toll is told next.
            None => {
                self.event = Some(Event {
                    author: Some(claimant),
                    named,
                    places: located.iter().map(|place| (*place).clone()).collect(),
                    ..Event::default()
                });
            }
        }
    }
}

/// Makes somebody the actor of claims that have none.
fn give(open: &[usize], author: &ActorId, claims: &mut [ClaimRow]) {
    for claim in open {
        let row = &mut claims[*claim];
        if row.actor.is_none() {
            carry(author, row);
        }
    }
}

/// Makes somebody the actor of a claim whose sentence names nobody.
fn carry(author: &ActorId, row: &mut ClaimRow) {
    row.actor = Some(author.clone());
    row.derivation.push_str(CARRIED);
}

impl Event {
    /// Whether it may have happened in one of the places.
    fn may_be_in(&self, places: &[&PlaceId], ids: &Ids) -> bool {
        let tree = &ids.place_tree;
        let near = |a: &PlaceId, b: &PlaceId| tree.contains(a, b) || tree.contains(b, a);
        self.places.is_empty()
            || places.is_empty()
            || self.places.iter().any(|known| places.iter().any(|place| near(known, place)))
    }

    /// Whether it may have happened in a period.
    fn may_be_on(&self, period: Period) -> bool {
        self.period.is_none_or(|known| {
            let gap = |from: Period, to: Period| (to.start - from.end).get_days();
            gap(known, period) <= 1 && gap(period, known) <= 1
        })
    }

    /// Whether a sentence speaks of the same means or act again.
    fn is_told_by(&self, telling: &Telling) -> bool {
        telling.again
            || telling.acts.iter().any(|(act, _)| self.named.contains(act))
            || telling.named.iter().any(|act| self.named.contains(act))
    }
}

/// Whether somebody attacks others at all: an organisation that is no state's does not.
fn may_attack(author: &ActorId, ids: &Ids) -> bool {
    let organisation = ids.actor(author).is_some_and(|row| row.kind == ActorKind::Organisation);
    !organisation || ids.is_of_state(author)
}

/// Whether an author may have done it to those of a side.
fn is_against(author: &ActorId, side: Side, ids: &Ids) -> bool {
    let fighters = ids.actor(author).is_some_and(|row| row.kind == ActorKind::Militants);
    match side {
        Side::Anybody => true,
        Side::Fighters => false,
        Side::Forces => fighters,
    }
}

/// Whether a measure counts what an attack does to people and their homes.
pub(super) fn is_harm(measure: &MeasureId, ids: &Ids) -> bool {
    ids.measure_tree.ancestors(measure).any(|id| HARM.contains(&id.as_str()))
}

fn is_short(period: Period) -> bool {
    period.days() <= EVENT_DAYS
}

/// The period that a claim's own sentence says.
fn said(row: &ClaimRow) -> Option<Period> {
    row.period().filter(|_| !matches!(row.period_basis, PeriodBasis::Inferred | PeriodBasis::None))
}

impl Agents<'_, '_> {
    /// What the sentence says of the event that it tells.
    pub(super) fn telling(&self, acts: &[(Arc<str>, ActorId)]) -> Telling {
        let s = self.s;
        let averts = (0..s.len()).any(|at| self.averts(at));
        let means = |act: &str| self.ids.part(act) == Some(Part::Means);
        let mut telling = Telling {
            acts: acts.iter().filter(|(act, _)| &**act != WAR && !(averts && means(act))).cloned().collect(),
            averts,
            claimant: self.claimant().or_else(|| self.blamed()).map(|agent| agent.id),
            elsewhere: self.opens_elsewhere(),
            motive: s.motive().map(|items| s.span(items.clone())).map(|span| span.start..span.end),
            ..Telling::default()
        };
        for at in 0..s.len() {
            telling.opens |= self.act_verb(at).is_some()
                && !self.befell_those_counted(at)
                && matches!(self.doer(at), Subject::Other);
            telling.mishap |= s.senses(at, Kind::Act).any(|sense| &*sense.value == MISHAP)
                || s.senses(at, Kind::Cue).any(|sense| &*sense.value == DISEASE);
            telling.fight |= s.senses(at, Kind::Act).any(|sense| &*sense.value == FIGHTS);
            if s.is(at, Kind::ByActor) {
                continue;
            }
            let Some(act) = self.act_noun(at) else { continue };
            telling.fight |= self.is_fight(at);
            let again = self.is_told_again(at) || self.is_means(at);
            let author = self.of_noun(at, 0);
            telling.opens |= !again && &*act != WAR && author.is_none();
            telling.again |= self.is_told_again(at) && author.is_some();
            telling.named.push(act);
        }
        telling.opens |= telling.mishap || self.is_unclaimed();
        telling.raiders = self.raiders().filter(|_| telling.fight);
        telling.defenders = self.defenders().filter(|_| telling.raiders.is_some());
        telling
    }

    /// Whether a verb tells what befell those counted before it: 38 شخصا قتلوا, but not 3 مسلحين قتلوا 38 شخصا.
    fn befell_those_counted(&self, verb: usize) -> bool {
        let victims = self.s.senses(verb, Kind::Measure).any(|sense| self.part(sense) == Some(Part::Victim));
        let counted = (verb.saturating_sub(COUNTED_REACH)..verb).any(|at| self.quantity_at(at));
        self.order.verb_first && victims && counted && !self.quantity_at(verb + 1)
    }

    /// The militants that the sentence names, where they are of one group.
    fn raiders(&self) -> Option<ActorId> {
        let militants = || {
            let named = self.mentions.iter().filter(|mention| mention.kind == ActorKind::Militants);
            named.filter(|mention| mention.form == Form::Name).map(|mention| &mention.id)
        };
        let first = militants().next()?;
        militants().all(|id| id == first).then(|| first.clone())
    }

    /// The army or police that the sentence names, else the army of the country whose troops it speaks of.
    fn defenders(&self) -> Option<ActorId> {
        let forces = [ActorKind::Army, ActorKind::Police, ActorKind::Coastguard];
        let mut named = self.mentions.iter().filter(|mention| mention.form == Form::Name);
        let troops = || (0..self.s.len()).find(|at| self.s.is(*at, Kind::Force));
        let unnamed = || self.of_unnamed_force(troops()?).map(|agent| agent.id);
        named
            .find(|mention| forces.contains(&mention.kind))
            .map(|mention| mention.id.clone())
            .or_else(unnamed)
    }

    /// Whether the sentence begins with a place that no list knows: "In Mpondwe", وفي الفاشر.
    fn opens_elsewhere(&self) -> bool {
        let s = self.s;
        s.is(0, Kind::In) && s.is_word(1) && s.items[1].senses.is_empty()
    }

    /// Whether two sides fight in what a noun says: "clashes".
    pub(super) fn is_fight(&self, item: usize) -> bool {
        self.s.senses(item, Kind::Measure).any(|sense| &*sense.value == FIGHT)
    }

    /// What stands as the subject of a verb, on the side where the language has it.
    pub(super) fn doer(&self, verb: usize) -> Subject {
        match if self.order.verb_first { self.subject_after(verb) } else { Subject::None } {
            Subject::None => self.subject_before(verb),
            subject => subject,
        }
    }
}

/// The measure whose cues are the names of diseases.
const DISEASE: &str = "deaths-disease";
/// The value of the words for what nobody does ("earthquake", حادث).
const MISHAP: &str = "mishap";
/// The value of the words for fighting others ("clashed with").
const FIGHTS: &str = "fight";
/// The measure that counts fights between two sides.
const FIGHT: &str = "clash";
