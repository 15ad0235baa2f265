import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// Devices, uploads in pieces, forms.
@Suite struct FieldKeepingTests {
    private let store: SpatiaLiteStore
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store()
        try store.prepare(SampleLayers.catalog())
    }

    private func device(_ id: String, layers: Set<String>? = nil, expires: Int64 = 1000) -> Device {
        Device(id: id, name: "phone \(id)", layers: layers, created: 1, expires: expires, quota: 77)
    }

    @Test func `a code enrols one device, once, in time`() throws {
        try store.add(device("d1", layers: ["b", "a"]), codeHash: "c1", until: 100)
        try store.add(device("d2"), codeHash: "c2", until: 100)
        #expect(try store.enrol(codeHash: "no", tokenHash: "t", at: 50) == nil)
        #expect(try store.enrol(codeHash: "c2", tokenHash: "t2", at: 100) == nil)
        let outcomes = Outcomes()
        let store = store
        DispatchQueue.concurrentPerform(iterations: 16) { number in
            let enrolled = try? store.enrol(codeHash: "c1", tokenHash: "t\(number)", at: 50)
            outcomes.add(enrolled == nil ? "refused" : "t\(number)")
        }
        #expect(outcomes.counts["refused"] == 15)
        let token = try #require(outcomes.counts.keys.first { $0 != "refused" })
        var expected = device("d1", layers: ["a", "b"])
        expected.isEnrolled = true
        #expect(try store.device(tokenHash: token) == expected)
        #expect(try store.devices() == [expected, device("d2")])
    }

    @Test func `devices are revoked, and were last seen when they were`() throws {
        try store.add(device("d1"), codeHash: "c1", until: 100)
        try store.add(device("d2"), codeHash: "c2", until: 100)
        _ = try store.enrol(codeHash: "c1", tokenHash: "t1", at: 50)
        try store.touch(["d1": 70, "no": 5])
        try store.touch(["d1": 60])
        try store.revoke(device: "d1", at: 80)
        try store.revoke(device: "d1", at: 90)
        try store.revoke(device: "d2", at: 90)
        let known = try #require(try store.device(tokenHash: "t1"))
        #expect(known.lastUsed == 70 && known.revoked == 80 && !known.isValid(at: 81))
        #expect(try store.enrol(codeHash: "c2", tokenHash: "t2", at: 50) == nil)
        #expect(try faultCode { try store.revoke(device: "no", at: 1) } == .featureMissing)
        // A new code to an old id is another device's.
        #expect(try faultCode { try store.add(device("d1"), codeHash: "c9", until: 1) } == .storeConflict)
    }

    @Test func `an upload goes on where its bytes on disk end, and is forgotten`() throws {
        var upload = Upload(
            id: "u1", layer: "test-events", feature: FeatureID("i1"), name: "v.mp4", sha256: nil, length: 100,
            sender: Sender(name: "w", device: "d1"), created: 1, expires: 50, metadata: "filename eA==")
        try store.begin(upload)
        try store.advance("u1", to: 60)
        upload.offset = 60
        #expect(try store.upload("u1") == upload)
        #expect(try store.uploadingBytes(by: "d1") == 40)
        #expect(try store.uploads(expiredAt: 49) == [])
        #expect(try store.uploads(expiredAt: 50) == [upload])
        #expect(try faultCode { try store.begin(upload) } == .storeConflict)
        try store.end("u1")
        try store.end("u1")
        #expect(try store.upload("u1") == nil && store.uploadingBytes(by: "d1") == 0)
        #expect(try faultCode { try store.advance("u1", to: 70) } == .uploadMissing)
    }

    @Test func `the bytes of a form never change under one version`() throws {
        let form = FormEdition(layer: "test-events", version: "7", xml: [1, 0, 2])
        try store.remember(form)
        try store.remember(form)
        #expect(try store.form(of: SampleLayers.events, version: "7") == form)
        #expect(try store.form(of: SampleLayers.events, version: "8") == nil)
        var other = form
        other.xml = [1]
        #expect(try faultCode { try store.remember(other) } == .storeConflict)
    }
}
