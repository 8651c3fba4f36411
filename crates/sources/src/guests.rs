//! How somebody in a call is told who has no mail address there: by the name shown.

/// The key of a guest by the name shown, and by their machine or end of the call too where many are called so (`iPhone`, `Bo`).
pub(crate) fn key(name: &str, machine: Option<impl AsRef<str>>) -> String {
    let name = name.to_lowercase();
    let is_full =
        name.split_whitespace().count() > 1 && !name.contains(|it: char| it.is_ascii_digit());
    let machine = machine.filter(|_| !is_full);
    machine.map_or_else(|| format!("name:{name}"), |it| format!("name:{name} on {}", it.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn a_full_name_is_enough() {
        assert_eq!(key("Ada Roe", Some("m-1")), "name:ada roe");
        assert_eq!(key("iPhone", Some("m-1")), "name:iphone on m-1");
        assert_eq!(key("Bo", None::<&str>), "name:bo");
    }
}
