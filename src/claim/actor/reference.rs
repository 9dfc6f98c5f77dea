//! Whom words mean that name nobody: pronouns, "we", "the attack" again.

use super::agent::{Agent, Agents};
use super::blame::ATTRIBUTED;
use super::giver::FROM;
use super::is_passive;
use super::mention::{ActorMention, Form};
use super::subject::Subject;
use crate::claim::ActorId;
use crate::lexicon::ids::ActorKind;
use crate::lexicon::{Feature, Kind, Kinds, Prefixes};

/// How far back a pronoun looks for whom it means in its own sentence.
const REACH: usize = 60;
/// The value of the words for soldiers and means that without a name are those of the country.
const HOME: &str = "home";
/// The value of the words for those who made the attack that was told before ("the attackers").
pub(super) const ATTACKERS: &str = "attackers";
/// The value of the words that say that nobody claimed an attack.
const UNCLAIMED: &str = "unclaimed";
/// The measure that counts attacks.
const ATTACK: &str = "attack";
/// How far behind such words he is named.
const ATTRIBUTED_REACH: usize = 3;
/// How far a word of saying stands from whom it quotes.
const SAYS_REACH: usize = 4;

impl Agents<'_, '_> {
    /// Who is held to have done what an item says: "blamed Iran for the attack", اتهمت حماس إسرائيل بقتل.
    pub fn accused(&self, item: usize) -> Option<Agent> {
        let s = self.s;
        // "Blamed the group for two blasts": the number is that of the blasts.
        let number = (0..item).rev().take_while(|at| self.quantity_at(*at)).last().unwrap_or(item);
        let blame = (item.saturating_sub(14)..number)
            .rev()
            .take_while(|at| !self.ends_clause(*at) && !self.quantity_at(*at))
            .find(|at| s.senses(*at, Kind::Accuse).any(|sense| &*sense.value != ATTRIBUTED))?;
        let named =
            self.mentions_in(blame + 1..item).iter().rev().filter(|mention| mention.items.end <= item).find(
                |mention| mention.form != Form::Adjective && !self.after_preposition(mention.items.start),
            );
        if let Some(mention) = named {
            // Blamed together with others, nobody is alone.
            let and = |at: usize| s.is(at, Kind::And) || s.prefixes(at).has(Prefixes::AND);
            let (start, end) = (mention.items.start, mention.items.end);
            let together =
                and(end) || s.prefixes(start).has(Prefixes::AND) || (start > 0 && s.is(start - 1, Kind::And));
            return (!together).then(|| self.agent(mention));
        }
        // "It was blamed for 28 attacks."
        match is_passive(s, blame).then(|| self.subject_before(blame))? {
            Subject::Actor(agent) => Some(agent),
            Subject::Pronoun(pronoun) => self.meant_by_pronoun(pronoun),
            _ => None,
        }
    }

    /// To whom the sentence says that what it tells is put down: "attacks attributed to the group".
    pub fn attributed(&self) -> Option<Agent> {
        let s = self.s;
        if !s.kinds.has(Kind::Accuse) {
            return None;
        }
        let mut put_down =
            (0..s.len()).filter(|at| s.senses(*at, Kind::Accuse).any(|sense| &*sense.value == ATTRIBUTED));
        let (word, another) = (put_down.next()?, put_down.next());
        // "Which the government puts down to the group": who does so stands between.
        let whole = s.items[word].end > s.items[word].first + 1;
        let to = |at: &usize| s.is(*at, Kind::Preposition) || s.prefixes(*at).has(Prefixes::TO);
        let behind = (word + 1..word + 2 + ATTRIBUTED_REACH).find(to).filter(|_| !whole);
        let at = match behind {
            Some(at) if s.prefixes(at).has(Prefixes::TO) => at - 1,
            Some(at) => at,
            None => word,
        };
        let mention = self.mentions_in(at + 1..at + 2 + ATTRIBUTED_REACH).first()?;
        let joins = Kinds::of(&[Kind::Definite, Kind::Noun, Kind::Force, Kind::Belongs, Kind::Measure]);
        let quotes = |at: usize| matches!(s.mark(at), Some('"' | '«' | '“'));
        let beside =
            (at + 1..mention.items.start).all(|at| s.is_any(at, joins) || self.is_people(at) || quotes(at));
        let to = whole
            || behind.is_some()
            || (at + 1..=mention.items.start).any(|at| s.prefixes(at).has(Prefixes::TO));
        let alone = to && another.is_none() && !s.prefixes(mention.items.end).has(Prefixes::AND);
        (beside && alone && mention.form == Form::Name).then(|| self.agent(mention))
    }

    /// Whom a pronoun means: who was named last as one who acts, in the sentence or the one before.
    pub fn meant_by_pronoun(&self, item: usize) -> Option<Agent> {
        if self.is_ours(item) {
            return self.speaker();
        }
        let here = self
            .mentions_in(item.saturating_sub(REACH)..item)
            .iter()
            .rev()
            .filter(|mention| mention.items.end <= item && mention.form != Form::Adjective)
            .find(|mention| match mention.form {
                Form::Place | Form::Seat | Form::Leader => {
                    let start = mention.items.start;
                    let opens = self.opens_clause(start)
                        || (self.order.verb_first && start > 0 && self.opens_clause(start - 1));
                    opens && self.owns_nobody(mention)
                }
                _ => {
                    let start = mention.items.start;
                    !self.after_preposition(start) || self.has_members_before(start)
                }
            });
        here.map(|mention| self.agent(mention)).or_else(|| self.of_id(self.memory.topic()?))
    }

    /// Who is the subject of a verb right behind "that he": تقول المنظمة إنها سلمت الحكومة, where the object follows.
    pub fn said_of_itself(&self, verb: usize) -> Option<Agent> {
        let before = verb.checked_sub(1)?;
        let that = self.s.senses(before, Kind::Clause).any(|sense| &*sense.value == "that");
        let pronoun = that && self.s.is(before, Kind::Pronoun);
        pronoun.then(|| self.meant_by_pronoun(before)).flatten()
    }

    /// The militants whose own account the text is: it says "we" and quotes nobody.
    pub fn own_account(&self) -> Option<Agent> {
        let speaker = self.of_id(self.memory.own_account()?)?;
        (speaker.kind == ActorKind::Militants && self.quoted().is_none()).then_some(speaker)
    }

    /// Whether an item is "we" or "our".
    pub fn is_ours(&self, item: usize) -> bool {
        let speaks = |kind: Kind| self.s.senses(item, kind).any(|sense| &*sense.value == "speaker");
        speaks(Kind::Pronoun) || speaks(Kind::Possessive)
    }

    /// Who says "we": whom the sentence quotes, else whom the text quoted last, else whom it named first.
    fn speaker(&self) -> Option<Agent> {
        self.quoted_agent().or_else(|| self.of_id(self.memory.speaker()?))
    }

    /// Whose soldiers or means a sentence tells of without a name: those of the side that it quotes, else, where
    /// nothing is said about them, those of the country that it is about.
    pub fn of_unnamed_force(&self, force: usize) -> Option<Agent> {
        if self.s.senses(force, Kind::Force).any(|sense| &*sense.value == ATTACKERS) {
            return self.attackers(force);
        }
        let side = [ActorKind::Army, ActorKind::State, ActorKind::Coalition, ActorKind::Police];
        let quoted = self.quoted_agent().filter(|agent| side.contains(&agent.kind));
        quoted.or_else(|| self.is_of_the_country(force).then(|| self.army_of_the_country()).flatten())
    }

    /// The force of a state whom the sentence quotes, or whose ministry it quotes.
    pub fn quoted_force(&self) -> Option<Agent> {
        let quoted = self.quoted_agent()?;
        let forces = [ActorKind::Army, ActorKind::Police, ActorKind::Coastguard, ActorKind::Intelligence];
        if forces.contains(&quoted.kind) || [ActorKind::State, ActorKind::Coalition].contains(&quoted.kind) {
            return Some(quoted);
        }
        let row = self.ids.actor(&quoted.id)?;
        if row.kind == ActorKind::Organisation && self.ids.is_of_state(&row.id) {
            return Some(quoted);
        }
        None
    }

    /// Whether a word for soldiers or their means says no more about them: "soldiers", الجنود.
    fn is_of_the_country(&self, force: usize) -> bool {
        let s = self.s;
        let from = |at: usize| s.senses(at, Kind::Preposition).any(|sense| &*sense.value == FROM);
        let whose = from(force + 1) || s.is_any(force + 1, Kinds::of(&[Kind::Of, Kind::Belongs]));
        let plain = s.senses(force, Kind::Force).any(|sense| &*sense.value == HOME);
        let described = if self.order.head_last {
            let opens = Kinds::of(&[
                Kind::Definite,
                Kind::Article,
                Kind::And,
                Kind::Stop,
                Kind::Attribution,
                Kind::Weekday,
                Kind::RelativeDay,
                Kind::Month,
            ]);
            force.checked_sub(1).is_some_and(|before| s.mark(before).is_none() && !s.is_any(before, opens))
        } else {
            s.prefixes(force + 1).has(Prefixes::DEFINITE)
        };
        plain && !described && !whose
    }

    /// The army of the country that the sentence is about, where no other one was spoken of.
    fn army_of_the_country(&self) -> Option<Agent> {
        let row = self.ids.actor_of_country(self.country?, ActorKind::Army)?;
        let other = |kind: ActorKind, id: &ActorId| {
            kind == ActorKind::Coalition || (kind == ActorKind::Army && *id != row.id)
        };
        let here = self.mentions.iter().any(|mention| other(mention.kind, &mention.id));
        let before = [ActorKind::Army, ActorKind::Coalition]
            .into_iter()
            .any(|kind| self.memory.spoken_of(kind).any(|(id, _)| other(kind, id)));
        (!here && !before).then(|| Agent { id: row.id.clone(), kind: row.kind })
    }

    /// Whether the text spoke of forces that are not those of the country that the sentence is about, or another army
    /// rules there.
    pub fn is_another_state_spoken_of(&self) -> bool {
        let kinds = [ActorKind::State, ActorKind::Army, ActorKind::Police, ActorKind::Coalition];
        let other = |kind: ActorKind, id: &ActorId| {
            kinds.contains(&kind) && self.ids.actor(id).is_none_or(|row| row.country.as_ref() != self.country)
        };
        let named = self.mentions.iter().filter(|mention| mention.form == Form::Name);
        let here = named.into_iter().any(|mention| other(mention.kind, &mention.id));
        let before = kinds.into_iter().any(|kind| self.memory.spoken_of(kind).any(|(id, _)| other(kind, id)));
        let ruled =
            self.country.is_none_or(|country| self.ids.actor_meant_in(country, ActorKind::Army).is_some());
        here || before || ruled
    }

    /// Whom the sentence quotes, as an agent.
    pub fn quoted_agent(&self) -> Option<Agent> {
        self.quoted().map(|mention| self.agent(mention))
    }

    /// Whom the sentence quotes: the actor beside a word of saying, or behind the one who speaks for him.
    pub fn quoted(&self) -> Option<&ActorMention> {
        let s = self.s;
        self.mentions.iter().filter(|mention| mention.form != Form::Adjective).find(|mention| {
            let (start, end) = (mention.items.start, mention.items.end);
            let says = |at: &usize| s.is(*at, Kind::Attribution);
            let unparted = |at: &usize| s.mark(*at).is_none();
            // "Raids on a camp in Somalia, said to have killed 15": the place says nothing.
            let place = self.order.verb_first && mention.form == Form::Place && self.is_where(start);
            (!place && (end..end + SAYS_REACH).take_while(unparted).find(says).is_some())
                || (start.saturating_sub(SAYS_REACH)..start).rev().take_while(unparted).find(says).is_some()
        })
    }

    /// Whether an item stands behind "in" or the like.
    fn is_where(&self, item: usize) -> bool {
        item > 0 && self.s.is_any(item - 1, Kinds::of(&[Kind::In, Kind::Preposition]))
    }

    /// To whom the act that a noun names is put down right behind it: "an attack attributed to the group".
    pub fn put_down_to(&self, noun: usize) -> Option<Agent> {
        let s = self.s;
        let put_down = |at: &usize| s.senses(*at, Kind::Accuse).any(|sense| &*sense.value == ATTRIBUTED);
        (noun + 1..(noun + 1 + ATTRIBUTED_REACH).min(s.len())).find(put_down)?;
        self.attributed()
    }

    /// Whether the sentence says that nobody claimed the attack.
    pub fn is_unclaimed(&self) -> bool {
        (0..self.s.len()).any(|at| self.s.senses(at, Kind::Act).any(|sense| &*sense.value == UNCLAIMED))
    }

    /// "The attackers" with whom the clause of a verb joined to others opens.
    pub fn attackers_before(&self, verb: usize) -> Option<Agent> {
        let clause = (0..verb).rev().take_while(|at| !self.ends_clause(*at));
        clause.into_iter().find_map(|at| self.attackers(at))
    }

    /// Whom "the attackers" means: whoever did the last act that the text told.
    pub fn attackers(&self, item: usize) -> Option<Agent> {
        let attackers = self.s.senses(item, Kind::Force).any(|sense| &*sense.value == ATTACKERS);
        attackers.then(|| self.memory.author_of(ATTACK, true)).flatten().and_then(|id| self.of_id(id))
    }

    /// Whether no "'s" makes the mention the owner of another one that is named next: "Somalia's al-Shabaab".
    pub fn owns_nobody(&self, mention: &ActorMention) -> bool {
        let end = mention.items.end;
        !self.s.is(end, Kind::Genitive) || self.mentions_in(end..end + 3).is_empty()
    }

    /// Whether a clause begins with the item.
    fn opens_clause(&self, item: usize) -> bool {
        let s = self.s;
        let opens = Kinds::of(&[Kind::And, Kind::Attribution, Kind::WhichClause, Kind::Stop]);
        item.checked_sub(1).is_none_or(|before| {
            let clause = s.senses(before, Kind::Preposition).any(|sense| &*sense.value == "clause");
            let background = s.is(before, Kind::Preposition) && !clause;
            (s.mark(before).is_some() || s.is_any(before, opens)) && !background
        })
    }

    /// Who did "the attack" that the text spoke of before.
    pub fn author_again(&self, item: usize) -> Option<Agent> {
        let act = self.act_noun(item).filter(|_| !self.is_unclaimed())?;
        // Means stay where they were put: "mines that the group left", and later "mines killed 5".
        let again = self.is_means(item);
        let definite = self.is_definite(item);
        (definite || again)
            .then(|| self.memory.author_of(&act, definite))
            .flatten()
            .and_then(|id| self.of_id(id))
    }

    fn is_definite(&self, item: usize) -> bool {
        let s = self.s;
        let opens = Kinds::of(&[Kind::Definite, Kind::WhichClause, Kind::Relative]);
        s.prefixes(item).has(Prefixes::DEFINITE)
            || s.sense_with(item, Kind::Act, Feature::Anaphoric).is_some()
            || (item.saturating_sub(3)..item).any(|at| s.is_any(at, opens))
    }

    /// Whether the item speaks of an act as of one that is known: "the bombing".
    pub fn is_told_again(&self, item: usize) -> bool {
        self.act_noun(item).is_some() && self.is_definite(item)
    }

    pub fn of_id(&self, id: &ActorId) -> Option<Agent> {
        Some(Agent { id: id.clone(), kind: self.ids.actor(id)?.kind })
    }
}
