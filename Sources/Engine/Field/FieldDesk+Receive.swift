public import TabaqaFeatureModel

/// A file that came with a submission and is on disk, not yet in a slot.
public struct ReceivedFile: Sendable {
    /// As sent.
    public var name: String
    public var content: Blob

    public init(name: String, content: Blob) {
        self.name = name
        self.content = content
    }
}

extension FieldDesk {
    /// Takes an XForm instance with the files of this request.
    ///
    /// - Parameters:
    ///   - xml: the instance's bytes as received.
    ///   - layer: nil: the one the instance's form id names.
    /// - Throws: `submission.malformed`, `form.unknown`, `form.closed`, what `FieldStore.receive` throws.
    public func receive(
        xml: [UInt8], files: [ReceivedFile], covers: (LayerDefinition) -> Bool, from sender: Sender,
        clientDevice: String?, at now: Int64
    ) throws -> Receipt {
        throw Fault(.serverUnfinished, "receive(xml:)")
    }

    /// Takes one GeoJSON feature under `id`: new, or a new version of what stands there.
    ///
    /// - Parameters:
    ///   - json: the body as received.
    ///   - expecting: the row's revision the sender saw; nil where it sent none.
    /// - Throws: `submission.invalid` with every violation in `language`, `submission.conflict`, `feature.deleted`,
    ///   `feature.changed` (412), `feature.precondition-missing` (428).
    public func put(
        json: [UInt8], id: FeatureID, into layer: LayerDefinition, expecting: Int64?, from sender: Sender,
        mayReplace: Bool, language: Language, at now: Int64
    ) throws -> Receipt {
        throw Fault(.serverUnfinished, "put")
    }

    /// Makes an observation of one photo: place and time out of its tags, else as given.
    ///
    /// - Parameter place: longitude and latitude the sender measured itself, with accuracy in metres.
    public func receive(
        photo: ReceivedFile, into layer: LayerDefinition, place: (Position, accuracy: Double?)?,
        properties: [String: String], from sender: Sender, language: Language, at now: Int64
    ) throws -> PhotoReceipt {
        throw Fault(.serverUnfinished, "receive(photo:)")
    }
}

/// What became of a photo sent alone.
public struct PhotoReceipt: Sendable {
    public var receipt: Receipt
    /// `exif`, `device` or `none`: where the place is from.
    public var locationSource: String
    /// Metres between the photo's own place and the sender's, where there are both.
    public var disagreement: Double?
    /// Where the time is from: `gps`, `exif`, `exif-zone-unknown` or `received`.
    public var timeSource: String
}

extension FaultCode {
    public static let serverUnfinished = FaultCode("server.unfinished", .defect)
}
