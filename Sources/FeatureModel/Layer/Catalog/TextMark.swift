internal import Yams

/// A place in a text; line and column count from 1, columns in Unicode scalars.
struct TextMark: Hashable {
    var line: Int
    var column: Int

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}

extension Node {
    var place: TextMark? { mark.map(TextMark.init) }
}
