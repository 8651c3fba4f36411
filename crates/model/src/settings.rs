//! What a user sets for a scan; resolved once at the door.

use jiff::Timestamp;

use crate::Bits;

/// Settings of a scan.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The day of the scan. `None`: the latest time that any record names, so that the same exports give the same bytes.
    pub as_of: Option<Timestamp>,
    /// How likely an applicant or referee is to misrepresent who or where they are, before any evidence.
    pub applicant_base_rate: f64,
    /// The same for staff.
    pub staff_base_rate: f64,
    /// How many reviews the organisation can make.
    pub budget: usize,
}

impl Settings {
    /// One in 343 applicants was tied to this scheme at one security vendor: published (PIN26).
    pub const APPLICANT_BASE_RATE: f64 = 1.0 / 343.0;
    /// One in 5,000 staff: guess, from the plan's section on evaluation.
    pub const STAFF_BASE_RATE: f64 = 1.0 / 5_000.0;
    /// Twenty reviews: guess, a week's work of one analyst.
    pub const BUDGET: usize = 20;

    /// Prior of applicants and referees.
    pub fn applicant_prior(&self) -> Bits {
        Bits::from_probability(self.applicant_base_rate)
    }

    /// Prior of staff, present and former.
    pub fn staff_prior(&self) -> Bits {
        Bits::from_probability(self.staff_base_rate)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            as_of: None,
            applicant_base_rate: Self::APPLICANT_BASE_RATE,
            staff_base_rate: Self::STAFF_BASE_RATE,
            budget: Self::BUDGET,
        }
    }
}
