//! What a network picture shows: a whole network, or one persona with its neighbors.

use bonafide_model::{Facilitator, Linked, MemberRole, Network, PersonaId, Tie};

/// One persona in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// Who.
    pub persona: &'a PersonaId,
    /// What they do in the network, if they are in one.
    pub role: Option<MemberRole>,
}

/// Personas, what ties them, and who serves them.
#[derive(Debug, Clone)]
pub struct Picture<'a> {
    /// The persona that the picture is about, if it is about one.
    pub focus: Option<&'a PersonaId>,
    /// Personas: the focus first, then in order of id.
    pub nodes: Vec<Node<'a>>,
    /// Facilitators in the network's order.
    pub facilitators: Vec<&'a Facilitator>,
    /// Ties, heaviest first.
    pub ties: Vec<&'a Tie>,
}

impl<'a> Picture<'a> {
    /// All of a network.
    pub fn whole(network: &'a Network) -> Self {
        let nodes = network
            .members
            .iter()
            .map(|it| Node { persona: &it.persona, role: Some(it.role) })
            .collect();
        Self {
            focus: None,
            nodes,
            facilitators: network.facilitators.iter().collect(),
            ties: weighty(network.ties.iter()),
        }
    }

    /// One persona with everybody it is tied to, in its network or not; `None` if nobody is.
    pub fn around(persona: &'a PersonaId, linked: &'a Linked) -> Option<Self> {
        let network = linked.network_of(persona);
        let ties = weighty(linked.ties.iter().filter(|it| &it.a == persona || &it.b == persona));
        let facilitators: Vec<&Facilitator> = network.map_or_else(Vec::new, |it| {
            it.facilitators.iter().filter(|it| it.personas.contains(persona)).collect()
        });
        if ties.is_empty() && facilitators.is_empty() {
            return None;
        }
        let role =
            |id: &PersonaId| network?.members.iter().find(|it| &it.persona == id).map(|it| it.role);
        let mut neighbors: Vec<&PersonaId> = ties.iter().map(|it| it.other(persona)).collect();
        neighbors
            .extend(facilitators.iter().flat_map(|it| &it.personas).filter(|it| *it != persona));
        neighbors.sort();
        neighbors.dedup();
        let nodes = std::iter::once(persona)
            .chain(neighbors)
            .map(|it| Node { persona: it, role: role(it) })
            .collect();
        Some(Self { focus: Some(persona), nodes, facilitators, ties })
    }
}

/// Ties that say something, heaviest first.
fn weighty<'a>(ties: impl Iterator<Item = &'a Tie>) -> Vec<&'a Tie> {
    let mut res: Vec<&Tie> = ties.filter(|it| it.bits.0 > 0.0).collect();
    res.sort_by(|x, y| {
        y.bits
            .0
            .total_cmp(&x.bits.0)
            .then_with(|| (&x.a, &x.b, x.kind).cmp(&(&y.a, &y.b, y.kind)))
            .then_with(|| x.value.cmp(&y.value))
    });
    res
}
