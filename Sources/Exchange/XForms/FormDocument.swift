internal import Foundation

/// A layer's form as a program fills it, in all of the city's languages; `XFormWriter` writes the same as an XForm.
///
/// Its JSON (keys in order of the alphabet, absent where there is nothing to say; TEXT is `{"ar":"…","en":"…"}` with
/// every language of `languages`; the first is the default):
///
///     { "layer": "fire-incidents", "version": "0123456789", "open": true, "title": TEXT,
///       "languages": ["ar","tr","en"], "zone": "Europe/Istanbul",
///       "key": "incident_no",      property that names the observation; prefilled, see "prefill"
///       "time": "reported_at",     property that dates it
///       "attachments": { "maximumSize": 209715200, "maximumCount": 150 },     bytes of one, number
///       "place": {                 absent for layers without geometry; the answer is GeoJSON's geometry
///         "geometry": "Point" | "LineString" | "Polygon", "required": true, "label": TEXT, "hint": TEXT,
///         "accuracy": 10, "worst": 50,    metres: take the position at; warn beyond
///         "worstAllowed": 30,             metres beyond which a measured position is refused; absent: none is
///         "accuracyMessage": TEXT,        what to say then
///         "fence": [[lon,lat], …],        closed outer ring of the city; absent: none
///         "outside": "flag" | "reject",   what to do outside the fence: say so, or refuse
///         "outsideMessage": TEXT },
///       "questions": [ QUESTION, … ],     in the order to ask; answers go into the feature's properties
///       "entities": [ { "layer": "fire-hydrants", "title": TEXT, "file": "fire-hydrants.csv" } ] }
///
///     QUESTION = { "name": "injured", "label": TEXT, "hint": TEXT, "required": true, "requiredMessage": TEXT,
///       "type": "string" | "integer" | "decimal" | "boolean" | "code" | "date" | "dateTime" | "photo" | "audio"
///             | "video" | "file" | "records",
///       "unit": "persons", "minimum": 0, "maximum": 1000, "rangeMessage": TEXT,
///       "codes": [ { "code": "building", "label": TEXT } ],
///       "entity": "fire-hydrants",        choose among that list; the answer is the column "entityValue"
///       "entityValue": "hydrant_no",
///       "prefill": "now" | "key",         now: the moment (dateTime) or day (date) the form is begun;
///                                         key: "F-" and the first 12 hexadecimal digits of the instance id
///       "relevant": CONDITION,            asked where it is true; else not asked and not sent
///       "check": { "that": CONDITION, "message": TEXT },   an answer is refused where it is false
///       "questions": [ QUESTION, … ] }    of type records: of each row; the answer is an array of objects
///
///     CONDITION = { "op": OP, "args": [ … ] }, as CQL2 JSON writes it, with true, false and null (unknown, where an
///       answer is missing) as in SQL:
///       "and", "or" (any number of conditions), "not" (one); true and false stand for themselves
///       "=", "<>", "<", "<=", ">", ">=" (two values), "between" (value, lower, upper), "in" (value, [values]),
///       "like" (value, pattern with % _ \), "isNull" (value)
///     A value is a text, number, true, false, { "property": "injured" }, { "date": "2026-01-31" },
///       { "timestamp": "2026-01-31T08:15:00Z" } or { "op": "+" | "-" | "*" | "/" | "%" | "^" | "div", "args": [two] }.
///     In a row of records a property is the row's own where it has one of that name, else the observation's.
public struct FormDocument: Encodable, Sendable {
    /// By language code, every language of the city.
    public typealias Text = [String: String]

    public struct Place: Encodable, Sendable {
        public var geometry: String
        public var required: Bool
        public var label: Text
        public var hint: Text?
        public var accuracy: Double
        public var worst: Double
        public var worstAllowed: Double?
        public var accuracyMessage: Text?
        /// Longitude, latitude.
        public var fence: [[Double]]?
        public var outside: String?
        public var outsideMessage: Text?
    }

    public struct Code: Encodable, Sendable {
        public var code: String
        public var label: Text
    }

    public struct Check: Encodable, Sendable {
        public var that: Condition
        public var message: Text
    }

    public struct Question: Encodable, Sendable {
        public var name: String
        public var label: Text
        public var hint: Text?
        public var type: String
        public var required: Bool?
        public var requiredMessage: Text?
        public var unit: String?
        public var minimum: Double?
        public var maximum: Double?
        public var rangeMessage: Text?
        public var codes: [Code]?
        public var entity: String?
        public var entityValue: String?
        public var prefill: String?
        public var relevant: Condition?
        public var check: Check?
        public var questions: [Question]?
    }

    public struct Entity: Encodable, Sendable {
        public var layer: String
        public var title: Text
        public var file: String
    }

    public struct Limits: Encodable, Sendable {
        public var maximumSize: Int64
        public var maximumCount: Int
    }

    public var layer: String
    public var version: String
    public var open: Bool
    public var title: Text
    public var languages: [String]
    public var zone: String
    public var key: String?
    public var time: String?
    public var attachments: Limits
    public var place: Place?
    public var questions: [Question]
    public var entities: [Entity]

    /// Equal documents are equal bytes.
    public func json() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // All its numbers are finite and all its keys texts, so there is nothing the encoder could refuse.
        return (try? encoder.encode(self)).map { [UInt8]($0) } ?? []
    }
}
