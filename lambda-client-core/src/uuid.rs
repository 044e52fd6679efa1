//! Random UUIDs, the form of Lambda's request IDs.

/// Returns the UUID of version 4 with these bits, apart from those of the version and the variant.
pub(crate) fn from_bits(bits: u128) -> String {
    let [a, b, c, d, e] = [bits >> 96, bits >> 80, bits >> 64, bits >> 48, bits];
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a as u32,
        b as u16,
        c as u16 & 0xfff,
        (d as u16 & 0x3fff) | 0x8000,
        e & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_and_variant_are_those_of_a_random_uuid() {
        assert_eq!(from_bits(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(from_bits(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(
            from_bits(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }
}
