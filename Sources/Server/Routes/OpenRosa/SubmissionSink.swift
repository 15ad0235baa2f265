internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Takes a submission as it comes: the form's XML into memory, each file to disk. Nothing is stored before all of it
/// is there, and nothing is answered before all of it is safe.
final class SubmissionSink: BodySink, @unchecked Sendable {
    /// Bytes of the form's XML.
    static let xmlLimit = 10_000_000

    private enum Target {
        case none, xml, ignored
        case file(name: String, writer: AttachmentWriter)
    }

    private let call: OpenRosaCall
    private let fileLimit: Int64
    private let limit: Int
    private var count = 0
    private var parser: MultipartParser
    private var target = Target.none
    private var xml: [UInt8]?
    private var files: [ReceivedFile] = []

    /// - Throws: `http.malformed` for another version of OpenRosa, `http.body-type`, `http.body-too-large`.
    init(_ call: OpenRosaCall) throws {
        self.call = call
        let headers = call.call.headers
        if let version = headers["x-openrosa-version"], version != "1.0" {
            throw Fault(.httpMalformed, "Only OpenRosa 1.0 is spoken here.")
        }
        parser = MultipartParser(boundary: try MultipartBoundary.find(in: headers["content-type"]))
        limit = call.call.service.settings.uploadLimit
        fileLimit = call.layers.map(\.attachments.maximumSize).max() ?? 0
        if let length = headers["content-length"].flatMap({ Int($0) }), length > limit { throw tooLarge }
    }

    func take(_ bytes: [UInt8]) throws {
        count += bytes.count
        guard count <= limit else { throw tooLarge }
        try parser.feed(bytes) { try handle($0) }
    }

    private func handle(_ event: MultipartParser.Event) throws {
        switch event {
        case .begin(let part): target = try target(of: part)
        case .bytes(let bytes): try write(bytes)
        case .end:
            if case .file(let name, let writer) = target { try keep(name, writer.finish()) }
            target = .none
        }
    }

    private func target(of part: MultipartPart) throws -> Target {
        if part.name == "xml_submission_file" {
            guard xml == nil else {
                throw Fault(.submissionMalformed, "There is more than one xml_submission_file.")
            }
            xml = []
            return .xml
        }
        // “*isIncomplete*” and what web clients add: whether all is there is seen in the form itself.
        guard let name = part.fileName else { return .ignored }
        return .file(name: name, writer: try call.field.files.begin(limit: fileLimit))
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws {
        switch target {
        case .none, .ignored: break
        case .xml:
            guard (xml?.count ?? 0) + bytes.count <= Self.xmlLimit else {
                throw Fault(
                    .httpBodyTooLarge, "The form's XML is larger than \(Self.xmlLimit / 1_000_000) MB.")
            }
            xml?.append(contentsOf: bytes)
        case .file(_, let writer): try writer.write(bytes)
        }
    }

    private func keep(_ name: String, _ content: Blob) throws {
        if let same = files.first(where: { $0.name == name }) {
            guard same.content.sha256 == content.sha256 else {
                throw Fault(
                    .attachmentConflict, "“\(name.prefix(100))” is there twice, with different content.")
            }
            return
        }
        files.append(ReceivedFile(name: name, content: content))
    }

    func finish() throws -> Answer {
        try parser.finish()
        guard let xml else {
            throw Fault(.submissionMalformed, "There is no xml_submission_file.")
        }
        let device = call.device
        let receipt = try call.field.receive(
            xml: xml, files: files, covers: device.covers, from: call.call.viewer.sender,
            clientDevice: call.call.query["deviceID"].map { String($0.prefix(255)) },
            at: DeviceRing.milliseconds(Date()))
        let message = ReceiptWords.text(receipt)[call.call.language]
        return Answer(
            status: 201, .openRosa, .bytes(OpenRosaMessage.bytes(message, nature: "submit_success")),
            caching: .never)
    }

    func abandon() {
        if case .file(_, let writer) = target { writer.discard() }
        target = .none
    }

    private var tooLarge: Fault {
        Fault(
            .httpBodyTooLarge, "The request is larger than \(limit >> 20) MB.",
            remedy: "Send fewer files at once.")
    }
}
