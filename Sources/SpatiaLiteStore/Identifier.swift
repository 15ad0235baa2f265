/// A table, column, index or trigger name, quoted whenever it becomes SQL.
struct Identifier: Hashable, Sendable, CustomStringConvertible {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    /// Quoted, ready for SQL. A NUL would end the statement early, so it is left out.
    var description: String { "\"" + Self.doubled(name, "\"") + "\"" }

    /// `text` as an SQL string literal.
    static func literal(_ text: String) -> String { "'" + doubled(text, "'") + "'" }

    private static func doubled(_ text: String, _ quote: Character) -> String {
        var result = ""
        for character in text where character != "\0" {
            result.append(character)
            if character == quote { result.append(quote) }
        }
        return result
    }
}
