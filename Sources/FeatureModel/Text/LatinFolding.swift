/// Latin letters with diacritics, and ligatures, as plain lower-case ASCII letters.
enum LatinFolding {
    /// The ASCII letters `scalar` folds to; nil when it is no Latin letter of these blocks.
    static func letters(for scalar: Unicode.Scalar) -> StaticString? {
        let value = scalar.value
        switch value {
        case 0xC6, 0xE6: return "ae"
        case 0xDE, 0xFE: return "th"
        case 0xDF, 0x1E9E: return "ss"
        case 0x132, 0x133: return "ij"
        case 0x152, 0x153: return "oe"
        case 0xC0...0x17F: return letter(latin1AndExtendedA, Int(value - 0xC0))
        case 0x1CD...0x233: return letter(extendedB, Int(value - 0x1CD))
        case 0x1E00...0x1EFF: return letter(additional, Int(value - 0x1E00))
        case 0xFF21...0xFF3A: return alphabet[Int(value - 0xFF21)]
        case 0xFF41...0xFF5A: return alphabet[Int(value - 0xFF41)]
        default: return nil
        }
    }

    /// The base letter at `index` of a block's table; `.` and `!` mark scalars that have none.
    private static func letter(_ table: StaticString, _ index: Int) -> StaticString? {
        guard index < table.utf8CodeUnitCount else { return nil }
        let byte = table.utf8Start[index]
        return byte >= 0x61 && byte <= 0x7A ? alphabet[Int(byte - 0x61)] : nil
    }

    private static let alphabet: [StaticString] = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
        "u", "v", "w", "x", "y", "z",
    ]

    // One base letter per scalar, read off the canonical decompositions of the Unicode Character Database.

    private static let latin1AndExtendedA: StaticString = """
        aaaaaa!ceeeeiiiidnooooo.ouuuuy!!aaaaaa!ceeeeiiiidnooooo.ouuuuy!y\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii!!jjkkkllllllllll\
        nnnnnnnnnoooooo!!rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """

    private static let extendedB: StaticString = """
        aaiioouuuuuuuuuu.aaaa....ggkkoooo..j!!!gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooo\
        oooooyy
        """

    private static let additional: StaticString = """
        aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
        ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s..!.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
        eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......
        """
}
