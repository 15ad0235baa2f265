import Foundation
import TabaqaEngine
import TabaqaFeatureModel

@testable import TabaqaServer

/// The desk's city with every route of the service and a phone of its own.
final class RosaTown {
    let city: DeskCity
    let dispatcher: Dispatcher
    let token: String
    let device: Device

    struct Ring: Authenticator {
        func viewer(forKey key: String) -> Viewer? {
            switch key {
            case "steward": Viewer(name: key, grants: [.init(department: "test", role: .steward)])
            case "other": Viewer(name: key, grants: [.init(department: "waste", role: .steward)])
            case "reader": Viewer(name: key, grants: [.init(department: "test", role: .reader)])
            default: nil
            }
        }
    }

    init(failures: FailureBudget = FailureBudget(), layers: Set<String>? = nil) throws {
        city = try DeskCity()
        dispatcher = Dispatcher(
            RouteTable.all,
            service: Service(engine: city.engine, settings: ServerSettings(), field: city.desk),
            authenticator: Ring(), failures: failures)
        let issue = try DeviceIssue.add(
            name: "Crew", layers: layers, days: 90, quota: 1 << 30, isEnrolled: true,
            catalog: city.engine.catalog, to: city.store)
        guard case .token(let token) = issue.secret else { throw CocoaError(.coderInvalidValue) }
        self.token = token
        device = issue.device
    }

    func ask(
        _ target: String, method: String = "GET", key: String? = nil, headers: [(String, String)] = [],
        body: [UInt8] = [], pieces: [[UInt8]]? = nil
    ) -> PlainAnswer {
        var all: [(name: String, value: String)] = [("host", "127.0.0.1")]
        if let key { all.append(("authorization", "Bearer " + key)) }
        for (name, value) in headers { all.append((name.lowercased(), value)) }
        let request = PlainRequest(method, target, headers: all, body: body, peer: "192.0.2.7")
        return pieces.map { dispatcher.answer(request, pieces: $0) } ?? dispatcher.answer(request)
    }

    var base: String { "/v1/key/\(token)/projects/1" }

    static let type = ("Content-Type", "multipart/form-data; boundary=b0")

    static func body(_ xml: [UInt8], _ files: [(name: String, bytes: [UInt8])] = []) -> [UInt8] {
        var body: [UInt8] = []
        func part(_ name: String, _ file: String, _ bytes: [UInt8]) {
            body += Array(
                "--b0\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(file)\"\r\n\r\n".utf8)
            body += bytes + [13, 10]
        }
        part("xml_submission_file", "s.xml", xml)
        for file in files { part(file.name, file.name, file.bytes) }
        return body + Array("--b0--\r\n".utf8)
    }

    func text(_ answer: PlainAnswer) -> String {
        String(decoding: (try? answer.bytes()) ?? [], as: UTF8.self)
    }
}
