//! How the numbers come about, and what they cannot say.

use std::fmt::{self, Write};

use bonafide_views::one_in;

use super::Report;

/// The section.
pub(super) fn write(out: &mut String, report: Report<'_>) -> fmt::Result {
    write!(
        out,
        "<section id=\"method\" aria-labelledby=\"method-title\"><h2 id=\"method-title\">Method and limits</h2>\
         <h3>How evidence adds up</h3><p>Every finding has a weight in bits: one bit doubles the odds, three bits make them eight times as high, a negative \
         bit halves them. The sum starts from the base rate ({applicants} for applicants and referees, {staff} for staff) and adds what each finding \
         counts. What is shown sums to the number exactly; there is nothing else in it.</p>\
         <h3>One cause counts once</h3><p>Findings of one family, such as network and location, often have one cause. Only what a further finding of the \
         family really adds is counted, so its own weight can be higher than what it counts.</p>\
         <h3>Where weights come from</h3><p>Each is marked in the catalogue of signals as measured, published or a guess. Most are argued guesses: read the \
         order first, the percentage second.</p>\
         <h3>Ranges and what could not be checked</h3><p>The range widens with every check that could not run. A missing export is never read as a clean one.</p>\
         <h3>Ties and networks</h3><p>A shared thing weighs by how rare it is among these very records: an office network that everybody uses weighs nothing. \
         A tie is a statement with a reason; people can refuse it.</p>\
         <h3>What is never used</h3><p>Nationality, ethnicity, religion, the origin of a name, accent, face, voice, gender, age, health and the technologies that \
         somebody works with. There is no field for them; columns that hold them are dropped when a file is read, and listed above. Where a device or a network \
         is, is a fact; where a person is from is not kept.</p>\
         <h3>Limits</h3><ul><li>Records can be wrong, late or mixed up; that is why each finding names its rows.</li><li>Placing a network address is exact to a \
         city at best. IP Geolocation by DB-IP (https://db-ip.com).</li><li>Somebody who knows these checks can avoid some of them.</li><li>No error rate on your own organisation is known until you \
         record what your checks found.</li><li>It is about identity and place only. Who may be behind a persona is for people to find out.</li></ul>\
         <h3>Version</h3><p>bonafide {version}, shape <code>{schema}</code>. The same exports, settings and tables give this same page.</p></section>",
        applicants = one_in(report.settings.applicant_base_rate),
        staff = one_in(report.settings.staff_base_rate),
        version = env!("CARGO_PKG_VERSION"),
        schema = crate::line::SCHEMA,
    )
}
