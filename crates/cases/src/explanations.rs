//! Competing explanations: what the same findings look like when the person is honest, moonlights, fronts or is operated.

use bonafide_model::{Assessment, Explanation, Family, Weighed};

struct Hypothesis {
    name: &'static str,
    /// Families whose findings this explanation would bring about.
    families: &'static [Family],
    tells_apart: &'static str,
}

const HYPOTHESES: &[Hypothesis] = &[
    Hypothesis {
        name: "a persona that somebody else operates",
        families: &[
            Family::Share,
            Family::Remctl,
            Family::Persona,
            Family::Doc,
            Family::Refnet,
            Family::Payout,
            Family::List,
        ],
        tells_apart: "a live check of the identity document at the claimed address, by the same people who held the interviews",
    },
    Hypothesis {
        name: "a real person who fronts for somebody else's work",
        families: &[Family::Remctl, Family::Ship, Family::Netloc, Family::Payout],
        tells_apart: "ask for their own account of last week's work, screen shared, on the company laptop and without notice",
    },
    Hypothesis {
        name: "one person with several jobs",
        families: &[Family::Work, Family::Remctl],
        tells_apart: "a talk with the manager about working hours and outside work",
    },
    Hypothesis {
        name: "work passed on to a firm or colleague",
        families: &[Family::Netloc, Family::Work, Family::Code, Family::Share],
        tells_apart: "the contract's clause on substitution, and who else uses the account",
    },
    Hypothesis {
        name: "an employee who lives elsewhere than HR has on file",
        families: &[Family::Netloc, Family::Ship],
        tells_apart: "ask where they have lived since the date of the first record, and compare with a utility or tax document",
    },
];

/// All explanations, those that cover more of the evidence first; the honest one always stands among them.
pub(crate) fn of(assessment: &Assessment) -> Vec<Explanation> {
    let against: Vec<&Weighed> =
        assessment.findings.iter().filter(|it| it.counted.0 > 0.0).collect();
    let mut rows: Vec<(f64, Explanation)> = HYPOTHESES
        .iter()
        .filter_map(|hypothesis| {
            let covered: Vec<&&Weighed> = against
                .iter()
                .filter(|it| hypothesis.families.contains(&it.finding.card.family))
                .collect();
            let bits = covered.iter().map(|it| it.counted.0).sum::<f64>();
            let supports = covered.iter().map(|it| it.finding.card.title.to_owned()).collect();
            (bits > 0.0).then_some((
                bits,
                Explanation {
                    name: hypothesis.name,
                    supports,
                    tells_apart: hypothesis.tells_apart,
                },
            ))
        })
        .collect();
    rows.sort_by(|(bits_a, a), (bits_b, b)| {
        bits_b.total_cmp(bits_a).then_with(|| a.name.cmp(b.name))
    });
    let mut res: Vec<Explanation> = rows.into_iter().map(|(_, it)| it).collect();
    res.push(honest(assessment));
    res
}

fn honest(assessment: &Assessment) -> Explanation {
    let mut supports: Vec<String> = Vec::new();
    for weighed in &assessment.findings {
        if weighed.finding.bits.0 < 0.0 {
            supports.push(weighed.finding.card.title.to_owned());
        } else if let Some(benign) = weighed.finding.card.benign.first() {
            supports.push(format!("{}: {benign}", weighed.finding.card.id));
        }
    }
    Explanation {
        name: "an honest worker with an ordinary reason for each of these",
        supports,
        tells_apart: "the next checks of this case; each of them can clear as well as confirm",
    }
}
