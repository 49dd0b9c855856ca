//! Who uses whom: packs in an order in which each stands behind those it uses.

use rustc_hash::FxHashMap;

use crate::base::{Nearest, Said, Span, did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};

use super::group::Draft;

/// The packs in order, by their place among the drafts, and what each uses.
pub(super) struct Order {
    /// Places among the drafts; a pack stands behind those it uses.
    pub(super) order: Vec<usize>,
    /// By draft: the drafts it uses, each once.
    pub(super) uses: Vec<Vec<usize>>,
    /// By draft: whether it uses a pack that is not there.
    pub(super) uses_unknown: Vec<bool>,
}

struct Use {
    to: usize,
    span: Span,
}

/// Resolves every `use`. One that would close a circle is reported and left out.
pub(super) fn order(
    drafts: &[Draft],
    embedded: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) -> Order {
    let places: FxHashMap<&str, usize> =
        drafts.iter().enumerate().map(|(at, draft)| (draft.name.as_str(), at)).collect();
    let mut edges: Vec<Vec<Use>> = Vec::new();
    let mut uses_unknown = Vec::new();
    for draft in drafts {
        let mut found: Vec<Use> = Vec::new();
        let mut unknown = false;
        for name in draft.uses() {
            match places.get(name.as_str()) {
                Some(&to) if found.iter().all(|used| used.to != to) => {
                    found.push(Use { to, span: name.span });
                }
                Some(_) => {}
                None => {
                    unknown = true;
                    let known = places.keys().chain(embedded).copied();
                    diagnostics.push(unknown_pack(name.as_str(), name.span, known));
                }
            }
        }
        edges.push(found);
        uses_unknown.push(unknown);
    }
    let order = walk(drafts, &mut edges, diagnostics);
    let uses = edges.iter().map(|found| found.iter().map(|used| used.to).collect()).collect();
    Order { order, uses, uses_unknown }
}

fn unknown_pack<'a>(name: &str, span: Span, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    let help = match nearest(name, known.iter().copied()) {
        Nearest::One(near) => did_you_mean(near),
        Nearest::None => {
            let known = Said::new(known.join(", "), known.join("、"));
            said!("the packs there are: {known}", "现有规则包：{known}"; known)
        }
    };
    Diagnostic::error(
        Code::UnknownPack,
        said!("no pack is named `{name}`", "没有名为 `{name}` 的规则包"),
    )
    .at(span)
    .with_help(help)
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Depth first, without recursion: a pack is done when all it uses are.
fn walk(drafts: &[Draft], edges: &mut [Vec<Use>], diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut states = vec![State::New; drafts.len()];
    let mut order = Vec::with_capacity(drafts.len());
    for start in 0..drafts.len() {
        // A pack and the number of its uses that were followed.
        let mut path: Vec<(usize, usize)> = Vec::new();
        let mut next = Some(start).filter(|at| states.get(*at) == Some(&State::New));
        loop {
            if let Some(at) = next.take() {
                set(&mut states, at, State::Open);
                path.push((at, 0));
            }
            let Some((at, followed)) = path.last_mut() else { break };
            let at = *at;
            let used = edges.get(at).and_then(|uses| uses.get(*followed)).map(|u| (u.to, u.span));
            match used {
                None => {
                    set(&mut states, at, State::Done);
                    order.push(at);
                    path.pop();
                }
                Some((to, span)) => match states.get(to) {
                    Some(State::New) => {
                        *followed += 1;
                        next = Some(to);
                    }
                    Some(State::Open) => {
                        diagnostics.push(circle(drafts, &path, to, span));
                        if let (Some(uses), Some((_, followed))) = (edges.get_mut(at), path.last())
                        {
                            uses.remove(*followed);
                        }
                    }
                    Some(State::Done) | None => *followed += 1,
                },
            }
        }
    }
    order
}

fn set(states: &mut [State], at: usize, state: State) {
    if let Some(place) = states.get_mut(at) {
        *place = state;
    }
}

fn circle(drafts: &[Draft], path: &[(usize, usize)], to: usize, span: Span) -> Diagnostic {
    let round = path.iter().map(|(at, _)| *at).skip_while(|at| *at != to).chain([to]);
    let names: Vec<&str> =
        round.filter_map(|at| drafts.get(at)).map(|draft| draft.name.as_str()).collect();
    let message = match names.as_slice() {
        [only, _] => said!("the pack `{only}` uses itself", "规则包 `{only}` 引用自身"),
        _ => {
            let names = names.join(" → ");
            said!("packs use each other in a circle: {names}", "规则包循环引用：{names}")
        }
    };
    Diagnostic::error(Code::PackCircle, message).at(span).with_help(said!(
        "take one `use` of the circle out; what both need belongs in a pack of its own",
        "请去掉循环中的一个 `use`；双方都需要的内容应放入单独的规则包"
    ))
}
