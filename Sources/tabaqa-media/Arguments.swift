/// The command line, taken apart.
struct Arguments {
    /// The picture's longer side, pixels.
    let side: Int
    /// EXIF's, 1 to 8.
    let orientation: Int

    /// - Throws: a ``Refusal`` of usage.
    init(_ words: [String]) throws {
        let isShort = words.count == 1
        guard isShort || words.count == 3 && words[1] == "--orientation",
            let side = words.first.flatMap({ Int($0) }),
            (16...8192).contains(side), let orientation = isShort ? 1 : Int(words[2]),
            (1...8).contains(orientation)
        else {
            throw Refusal(
                .usage, "One number of 16 to 8192 is needed, and at most --orientation 1 to 8.",
                remedy: "See tabaqa-media --help.")
        }
        self.side = side
        self.orientation = orientation
    }
}
