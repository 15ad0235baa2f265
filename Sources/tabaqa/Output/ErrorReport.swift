internal import Foundation
internal import TabaqaFeatureModel

/// How a fault reaches the person, or the program that called with `--json`.
enum ErrorReport {
    private struct Body: Encodable {
        struct Place: Encodable {
            var file: String?
            var line: Int?
            var column: Int?
            var row: Int?
            var field: String?
        }

        var code: String
        var exit: Int32
        var message: String
        var place: Place?
        var remedy: String?
    }

    static func print(_ fault: Fault) {
        guard CommandLine.arguments.contains("--json") else {
            Terminal.error("tabaqa: \(fault)")
            return
        }
        let place = fault.place.map {
            Body.Place(file: $0.file, line: $0.line, column: $0.column, row: $0.row, field: $0.field)
        }
        let body = Body(
            code: fault.code.name, exit: fault.kind.exitCode, message: fault.message, place: place,
            remedy: fault.remedy)
        Terminal.error(JSONReport.text(["error": body]))
    }
}
