internal import Foundation
internal import TabaqaExchange
public import TabaqaFeatureModel
internal import TabaqaTopology

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

extension FieldDesk {
    /// Makes an observation of one photo: place and time out of its tags, else as given. The same photo with the same
    /// properties again is the same observation.
    ///
    /// - Parameters:
    ///   - place: longitude and latitude the sender measured itself, with accuracy in metres.
    ///   - properties: other values, as text.
    /// - Throws: `option.invalid` for a layer without a photo property, `attachment.type` for what is no picture,
    ///   `form.closed`, `attachment.too-large`, `attachment.quota`, what `FieldStore.receive` throws.
    public func receive(
        photo: ReceivedFile, into layer: LayerDefinition, place: (Position, accuracy: Double?)?,
        properties: [String: String], from sender: Sender, language: Language, at now: Int64
    ) throws -> PhotoReceipt {
        guard let slot = layer.properties.first(where: { $0.type == .photo })?.name else {
            throw Fault(
                .optionInvalid, "Layer “\(layer.id)” has no property for a photo.",
                remedy: "Add one of type photo to its definition.")
        }
        guard photo.content.mediaType.hasPrefix("image/") else {
            throw Fault(
                .attachmentType, "“\(photo.name.prefix(100))” is no picture.",
                remedy: "Send a JPEG, HEIC, PNG or WebP.")
        }
        guard layer.form.isOpen else {
            throw Fault(.formClosed, "Layer “\(layer.id)” takes no more observations.")
        }
        let kept = try admit([photo], into: layer, from: sender, at: now)
        let tags = PhotoTags(try start(of: photo.content))
        let body = Self.body(photo, place, properties)
        let instance = String(Self.sha256(Array((layer.id + " ").utf8) + body).prefix(32))
        return try checks.withCheck(of: layer, engine: engine) { check in
            var decoded = try Self.decode(properties, of: layer, zone: engine.catalog.city.zone)
            decoded.expected = [Attachment(name: photo.name, property: slot, isExpected: true)]
            Self.set(slot, .text(photo.name), in: &decoded, of: layer)
            let time = Self.time(tags, check.zone, received: now)
            if let instant = time.instant { Self.setTime(instant, in: &decoded, of: layer, check.zone) }
            let source = Self.place(tags, place, &decoded)
            let id = FeatureID(instance)
            let outcome = try check.judge(decoded, id: id, own: [id], received: now, stance: .lenient)
            guard let row = outcome.row else { throw invalid(outcome.violations, of: layer, in: language) }
            let submission = Submission(
                layer: layer.id, instance: instance, kind: .photo, body: body, hash: Self.sha256(body),
                sender: sender, received: now, expected: decoded.expected)
            return PhotoReceipt(
                receipt: try store(
                    submission, row: row, hasIssues: outcome.hasIssues, files: kept, into: layer, at: now),
                locationSource: source.name, disagreement: source.disagreement, timeSource: time.source)
        }
    }

    /// As much of a photo as its tags may stand in.
    private func start(of content: Blob) throws -> [UInt8] {
        guard let path = files.path(of: content), let file = FileHandle(forReadingAtPath: path) else {
            throw Fault(.attachmentMissing, "The photo is not there.")
        }
        defer { try? file.close() }
        // The tags of a HEIC stand wherever its index says.
        let isIndexed = !["image/jpeg", "image/png", "image/webp"].contains(content.mediaType)
        return Array(try file.read(upToCount: isIndexed ? 64 << 20 : 1 << 20) ?? Data())
    }

    /// What the sender said beside the photo, for the record.
    private static func body(
        _ photo: ReceivedFile, _ place: (Position, accuracy: Double?)?, _ properties: [String: String]
    ) -> [UInt8] {
        var body: [String: Any] = [
            "photo": photo.name, "sha256": photo.content.sha256, "properties": properties,
        ]
        if let place {
            body["longitude"] = place.0.x
            body["latitude"] = place.0.y
            body["accuracy"] = place.accuracy
        }
        let data = try? JSONSerialization.data(withJSONObject: body, options: [.sortedKeys])
        return data.map(Array.init) ?? []
    }

    private static func decode(
        _ properties: [String: String], of layer: LayerDefinition, zone: String
    ) throws -> DecodedObservation {
        let names = properties.keys.sorted()
        let record = RecordBatch(
            rows: [1], names: names, cells: names.map { TextColumn([properties[$0]]) })
        return try FeatureBody.decode(record, of: layer, zone: zone)
    }

    // MARK: what the tags say

    private static func set(
        _ name: String, _ value: PropertyValue, in decoded: inout DecodedObservation,
        of layer: LayerDefinition
    ) {
        guard let index = layer.properties.firstIndex(where: { $0.name == name }),
            decoded.values.indices.contains(index)
        else { return }
        decoded.values[index] = value
        decoded.present.insert(name)
    }

    private static func setTime(
        _ instant: Int64, in decoded: inout DecodedObservation, of layer: LayerDefinition, _ zone: ZoneClock
    ) {
        guard let time = layer.time?.property,
            let index = layer.properties.firstIndex(where: { $0.name == time }),
            decoded.values.indices.contains(index), decoded.values[index].isNull
        else { return }
        let isDate = layer.properties[index].type == .date
        set(
            time, isDate ? .date(Int32(clamping: zone.local(instant).days)) : .instant(instant), in: &decoded,
            of: layer)
    }

    private static func time(
        _ tags: PhotoTags, _ zone: ZoneClock, received: Int64
    ) -> (instant: Int64?, source: String) {
        if let instant = tags.instant { return (instant, tags.timeSource?.rawValue ?? "exif") }
        let parts = (tags.localTime ?? "").split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        guard parts.count >= 6, let day = CivilDate(year: parts[0], month: parts[1], day: parts[2]),
            (0..<24).contains(parts[3]), (0..<60).contains(parts[4]), (0...60).contains(parts[5])
        else { return (nil, "received") }
        let seconds = Int64(day.daysSince1970) * 86_400 + Int64(parts[3] * 3600 + parts[4] * 60 + parts[5])
        return (zone.instant(local: seconds * 1000), PhotoTags.TimeSource.exifZoneUnknown.rawValue)
    }

    /// The photo's own place before the sender's: it is where the photo was taken.
    private static func place(
        _ tags: PhotoTags, _ place: (Position, accuracy: Double?)?, _ decoded: inout DecodedObservation
    ) -> (name: String, disagreement: Double?) {
        if let own = tags.position {
            decoded.geometry = .point(own)
            guard let place else { return ("exif", nil) }
            let apart = Geodesic().distance(own, place.0)
            if !(apart <= max(100, place.accuracy ?? 0)) { decoded.flags.insert(.placesDisagree) }
            return ("exif", apart.isFinite ? apart : nil)
        }
        guard let place else { return ("none", nil) }
        decoded.geometry = .point(place.0)
        decoded.accuracy = place.accuracy
        return ("device", nil)
    }
}
