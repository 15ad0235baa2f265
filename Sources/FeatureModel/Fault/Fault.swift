/// What went wrong, where, and what to do about it. Never carries a person's data in `message`.
public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A place in a file. Lines and columns count from 1.
    public struct Place: Hashable, Sendable, CustomStringConvertible {
        public var file: String?
        public var line: Int?
        public var column: Int?
        /// The record's number in the file, header excluded, from 1.
        public var row: Int?
        /// The column or member's name.
        public var field: String?

        public init(
            file: String? = nil, line: Int? = nil, column: Int? = nil, row: Int? = nil, field: String? = nil
        ) {
            self.file = file
            self.line = line
            self.column = column
            self.row = row
            self.field = field
        }

        public var description: String {
            var text = file ?? ""
            if let line { text += ":\(line)" }
            if let line, line > 0, let column { text += ":\(column)" }
            if let row { text += (text.isEmpty ? "" : ", ") + "row \(row)" }
            if let field { text += (text.isEmpty ? "" : ", ") + "“\(field)”" }
            return text
        }
    }

    public var code: FaultCode
    public var message: String
    public var place: Place?
    public var remedy: String?

    public init(_ code: FaultCode, _ message: String, at place: Place? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }

    public var kind: FaultKind { code.kind }

    /// `file:line:column: message Remedy.`
    public var description: String {
        var text = ""
        if let place, !place.description.isEmpty { text += "\(place): " }
        text += message
        if let remedy { text += " " + remedy }
        return text
    }
}
