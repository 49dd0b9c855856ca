//! How the rules of each aspect came out.

use super::assessment::AspectScore;
use crate::base::Language;
use crate::evaluate::Tally;
use crate::model::Model;

/// The vocabulary that names the aspects.
const ASPECTS: &str = "aspect";

/// Empty scores: the aspects in the order of their vocabulary, and last the rules without one.
/// An aspect that the vocabulary lacks is added when it is met.
#[derive(Debug)]
pub(super) struct Scorecard(Vec<AspectScore>);

impl Scorecard {
    pub fn new(model: &Model, language: Language) -> Scorecard {
        let vocabulary = model.vocabularies.iter().find(|it| it.name == ASPECTS && !it.inline);
        let words = vocabulary.into_iter().flat_map(|vocabulary| &vocabulary.words);
        let scores = words.map(|word| AspectScore {
            aspect: word.name.clone(),
            title: match word.text.is_empty() {
                true => word.name.clone(),
                false => word.text.pick(language).to_owned(),
            },
            verdicts: Tally::default(),
        });
        Scorecard(scores.collect())
    }

    /// Counts a rule on a plan by its worst subject.
    pub fn add(&mut self, aspect: Option<&str>, subjects: &Tally) {
        let Some(verdict) = subjects.worst() else { return };
        let aspect = aspect.unwrap_or("");
        let at = self.0.iter().position(|score| score.aspect == aspect);
        let at = at.unwrap_or_else(|| {
            let name = aspect.to_owned();
            let verdicts = Tally::default();
            self.0.push(AspectScore { aspect: name.clone(), title: name, verdicts });
            self.0.len() - 1
        });
        if let Some(score) = self.0.get_mut(at) {
            score.verdicts.add(verdict);
        }
    }

    /// Aspects of which nothing was asked are left out.
    pub fn finish(mut self) -> Vec<AspectScore> {
        self.0.retain(|score| score.asked() > 0);
        self.0.sort_by_key(|score| score.aspect.is_empty());
        self.0
    }
}
