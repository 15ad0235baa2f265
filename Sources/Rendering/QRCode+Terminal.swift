extension QRCode {
    /// The code as lines of half blocks, two rows of modules in each, with the quiet zone; ends with a line feed.
    ///
    /// - Parameter isColored: with escapes that set black on white: right on dark and on light terminals. Without
    ///   them the blocks are the light modules: right on a dark terminal.
    public func terminalText(isColored: Bool = true) -> String {
        var text = ""
        for row in stride(from: -Self.quietZone, to: side + Self.quietZone, by: 2) {
            if isColored { text += "\u{1B}[38;5;16;48;5;231m" }
            for column in -Self.quietZone..<(side + Self.quietZone) {
                let upper = isDark(row: row, column: column) == isColored
                let lower = isDark(row: row + 1, column: column) == isColored
                text += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ")
            }
            text += isColored ? "\u{1B}[0m\n" : "\n"
        }
        return text
    }
}
