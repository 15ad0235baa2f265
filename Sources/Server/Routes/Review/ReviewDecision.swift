internal import Foundation
internal import TabaqaFeatureModel

/// What a reviewer decided, as her body says it.
struct ReviewDecision: Decodable {
    private struct Named: Decodable {
        var id: String
        var revision: Int64?
    }

    private enum Key: String, CodingKey { case features, state, reason, assignee }

    let features: [(id: FeatureID, expecting: Int64?)]
    let state: ReviewState?
    let reason: String?
    /// Nil: not said; `.some(nil)`: nobody.
    let assignee: String??

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        features = try members.decode([Named].self, forKey: .features).map {
            (FeatureID($0.id), $0.revision)
        }
        if let name = try members.decodeIfPresent(String.self, forKey: .state) {
            guard let state = ReviewState(rawValue: name) else {
                throw DecodingError.dataCorruptedError(forKey: .state, in: members, debugDescription: "")
            }
            self.state = state
        } else {
            state = nil
        }
        reason = try members.decodeIfPresent(String.self, forKey: .reason)
        assignee =
            members.contains(.assignee)
            ? .some(try members.decodeIfPresent(String.self, forKey: .assignee)) : nil
    }

    /// - Throws: `submission.malformed`.
    init(_ body: [UInt8]) throws(Fault) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(body))
        } catch {
            throw Fault(
                .submissionMalformed, "The body is no decision.", at: Self.place(error),
                remedy:
                    "For example {\"features\": [{\"id\": \"…\", \"revision\": 7}], \"state\": \"approved\"}. States: "
                    + ReviewState.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
    }

    private static func place(_ error: any Error) -> Fault.Place? {
        let path: [any CodingKey] =
            switch error as? DecodingError {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            case .keyNotFound(let key, let context): context.codingPath + [key]
            default: []
            }
        return path.first.map { Fault.Place(field: $0.stringValue) }
    }
}
