//! `stricter because` stands where a rule asks more than its provisions do, and nowhere else.

use super::checker::Checker;
use super::provisions::strength_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::ProvisionId;
use crate::syntax::ast::RuleBody;

impl<'a> Checker<'a> {
    /// Refuses a reason for being stricter than the strongest provision, where a rule is not. One
    /// that is and gives no reason is a matter of advice.
    pub(super) fn check_strength(&mut self, body: &RuleBody, provisions: &[ProvisionId]) {
        let Some(because) = &body.stricter else { return };
        // A provision that is not found has been reported, and may be the weakest or the strongest.
        if provisions.len() < body.implements.len() {
            return;
        }
        let declared = self.items.provisions.entries.iter().zip(&self.provisions);
        let own = declared.filter(|(_, id)| id.is_some_and(|id| provisions.contains(&id)));
        let strongest = own
            .map(|(provision, _)| (provision, strength_of(provision.item.strength.value)))
            .max_by_key(|(_, strength)| strength.rank());
        let asked = strength_of(body.demand.modal.value);
        let (message, declared_at) = match strongest {
            Some((_, strength)) if asked.rank() > strength.rank() => return,
            Some((provision, strength)) => {
                let (asks, says) = (asked.as_str(), strength.as_str());
                let name = provision.name.as_str();
                let message = said!(
                    "this is not stricter: the rule says `{asks}`, and its provision `{name}` says `{says}`",
                    "这并不更严：规则写 `{asks}`，所依据的条款 `{name}` 写 `{says}`",
                );
                (message, Some(provision.item.strength.span))
            }
            None => {
                let message = said!(
                    "this is stricter than nothing: the rule implements no provision",
                    "无从更严：该规则没有依据任何条款",
                );
                (message, None)
            }
        };
        let mut diagnostic = Diagnostic::error(Code::NotStricter, message)
            .at(because.span)
            .with_help(said!("take `stricter because` out", "请删去 `stricter because`"));
        if let Some(span) = declared_at {
            diagnostic = diagnostic.label(span, said!("its strength", "条款的强度"));
        }
        self.report(diagnostic);
    }
}
