import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaServer

@Suite("OpenRosa routes") struct OpenRosaRoutesTests {
    private let photo = (name: "صورة.jpg", bytes: [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 7, count: 5_000))

    @Test func `The list names the open forms of the device, with addresses that carry its token`() throws {
        let town = try RosaTown(layers: ["test-reports", "test-closed"])
        let list = town.ask(town.base + "/formList?deviceID=collect%3Aabc&verbose=true")
        let text = town.text(list)
        #expect(list.status == 200 && list["x-openrosa-version"] == "1.0")
        #expect(text.contains("<formID>test-reports</formID>"))
        #expect(!text.contains("test-closed") && !text.contains("test-watched"))
        #expect(text.contains("http://127.0.0.1" + town.base + "/forms/test-reports.xml?version="))
        #expect(town.text(town.ask("/formList?st=" + town.token)).contains(town.base))
        // Bytes of a form stay under their version, and the hash is theirs.
        let form = try town.ask(town.base + "/forms/test-reports.xml").bytes()
        #expect(text.contains("md5:" + OpenRosaForm.md5(form)))
        #expect(OpenRosaForm.md5(Array("abc".utf8)) == "900150983cd24fb0d6963f7d28e17f72")
    }

    @Test func `A submission in any pieces is the same submission`() throws {
        let town = try RosaTown()
        let instance = UUID().uuidString.lowercased()
        let xml = DeskCity.form(instance, ["kind": "leak", "photo": "صورة.jpg"])
        let body = RosaTown.body(xml, [photo])
        for _ in 0..<20 {
            var pieces: [[UInt8]] = []
            var rest = body[...]
            while !rest.isEmpty {
                pieces.append(Array(rest.prefix(Int.random(in: 1...700))))
                rest = rest.dropFirst(pieces.last?.count ?? 1)
            }
            let answer = town.ask(
                town.base + "/submission", method: "POST", headers: [RosaTown.type], pieces: pieces)
            #expect(answer.status == 201, "\(town.text(answer))")
        }
        let layer = DeskCity.reports
        let attachments = try town.city.store.attachments(of: FeatureID(instance), in: layer)
        #expect(attachments.map(\.name) == ["صورة.jpg"] && attachments.allSatisfy(\.isPresent))
        #expect(try town.city.store.submissions(of: FeatureID(instance), in: layer).map(\.body) == [xml])
        #expect(
            try town.city.store.submissions(of: FeatureID(instance), in: layer).first?.sender
                == town.device.sender)
    }

    @Test func `What cannot be taken is refused in words, and leaves nothing`() throws {
        let town = try RosaTown()
        func post(_ body: [UInt8]) -> PlainAnswer {
            town.ask(
                town.base + "/submission", method: "POST",
                headers: [RosaTown.type, ("Accept-Language", "en")], body: body)
        }
        let id = UUID().uuidString.lowercased()
        let closed = post(RosaTown.body(DeskCity.form(id, of: DeskCity.closed)))
        #expect(closed.status == 409 && town.text(closed).contains("form.closed"))
        let own = DeskCity.form(id, ["kind": "leak", "photo": "a"])
        let twice = post(RosaTown.body(own, [("a", [1]), ("a", [2])]))
        #expect(twice.status == 409 && town.text(twice).contains("attachment.conflict"))
        let broken = post(Array(RosaTown.body(own, [photo]).dropLast(8)))
        #expect(broken.status == 400 && town.text(broken).contains("http.malformed"))
        #expect(try town.city.store.feature(FeatureID(id), in: DeskCity.reports) == nil)
        // No file is left on its way.
        let passing = town.city.folder.appending(path: "attachments/.new").path
        #expect(try FileManager.default.contentsOfDirectory(atPath: passing).isEmpty)
        #expect(closed.pattern == "/v1/key/{token}/projects/{projectId}/submission")
        #expect(!(closed.headers.map(\.value) + [town.text(closed)]).contains { $0.contains(town.token) })
    }

    @Test func `Bytes by chance never meet an error of ours`() throws {
        let town = try RosaTown()
        let body = RosaTown.body(DeskCity.form(UUID().uuidString.lowercased()), [photo])
        for _ in 0..<300 {
            var bytes = body
            for _ in 0..<Int.random(in: 1...6) {
                let at = Int.random(in: 0..<600)
                bytes[at] = UInt8.random(in: 0...255)
            }
            let answer = town.ask(
                town.base + "/submission", method: "POST", headers: [RosaTown.type], body: bytes)
            #expect(
                answer.status < 500,
                "\(answer.defect ?? "") \(String(decoding: bytes.prefix(600), as: UTF8.self))")
        }
    }
}
