//! Averting what others do: means brought down, attacks foiled, explosives made safe.

use super::agent::Agents;
use crate::lexicon::Kind;

/// The value of the words for bringing down what flies.
pub(super) const INTERCEPTION: &str = "interception";
/// The value of the words for foiling attacks and making explosives safe.
const DISPOSAL: &str = "disposal";

impl Agents<'_, '_> {
    /// Whether the item says that somebody averts what others do: shoots down, defuses, foils.
    pub fn averts(&self, item: usize) -> bool {
        self.s.senses(item, Kind::Act).any(|sense| matches!(&*sense.value, INTERCEPTION | DISPOSAL))
    }
}
