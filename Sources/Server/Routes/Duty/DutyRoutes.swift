internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Who keeps which layer current, and who does not.
public enum DutyRoutes {
    public static let all: [Route] = [status]

    static let status = Route(
        .get, "/status", id: "getStatus", tag: "Review",
        "The duty board: per department and layer the duty to update, its newest record, what is overdue, how full "
            + "and how sound the rows are, where reviews stand, files that are missing, and the last 30 days.",
        access: .known, offers: [.html, .json, .csv], schema: DutyDocument.schema
    ) { call in
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let duties = try call.layers.map {
            try call.engine.duty(
                of: $0, now: now, language: call.language, audience: call.audience(of: $0))
        }
        let body: [UInt8]
        switch call.format {
        case .html: return DutyPage.answer(call, duties)
        case .csv: body = DutySheet.csv(duties)
        default: body = DutyDocument.make(duties).bytes
        }
        var tag = AnswerTag()
        tag.mix(body)
        if let same = call.unchanged(tag.text) { return same }
        return Answer(call.format, .bytes(body), tag: tag.text)
    }
}
