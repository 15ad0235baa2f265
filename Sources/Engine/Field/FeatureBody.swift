internal import Foundation
internal import TabaqaExchange
internal import TabaqaFeatureModel

/// One GeoJSON feature as a body, decoded by its layer.
struct FeatureBody {
    let observation: DecodedObservation
    /// SHA-256 of its canonical spelling.
    let hash: String

    /// - Throws: `submission.malformed`.
    init(_ json: [UInt8], of layer: LayerDefinition, zone: String) throws {
        guard let canonical = JSONText.canonical(json) else {
            do {
                try JSONText.validate(json)
            } catch {
                throw Self.malformed(error.message, error.place)
            }
            throw Self.malformed("Nested too deep.", nil)
        }
        hash = FieldDesk.sha256(canonical)
        let record: RecordBatch?
        do {
            let reader = try GeoJSONReader(bytes: json)
            record = try reader.next()
            guard record?.count == 1, try reader.next() == nil else {
                throw Self.malformed("The body must be one feature.", nil)
            }
        } catch let fault as Fault where fault.code != .submissionMalformed {
            throw Self.malformed(fault.message, fault.place)
        }
        guard let record else { throw Self.malformed("The body must be one feature.", nil) }
        var observation = try Self.decode(record, of: layer, zone: zone)
        observation.accuracy = Self.accuracy(json)
        self.observation = observation
    }

    /// Metres, out of the feature's member `accuracy`; 0: the place was set by hand, as phones have it. Nil where it
    /// says none, or no length.
    private static func accuracy(_ json: [UInt8]) -> Double? {
        let feature = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
        guard let metres = feature?["accuracy"] as? Double, metres.isFinite, metres >= 0 else { return nil }
        return metres
    }

    /// The only row of `record`, values that could not be read left null and named.
    static func decode(
        _ record: RecordBatch, of layer: LayerDefinition, zone: String
    ) throws -> DecodedObservation {
        var options = DecodeOptions(zone: zone)
        options.requiresGeometry = false
        options.requiresColumns = false
        options.decimalComma = false
        // Places are judged apart: they are in degrees, the layer's may not be.
        var table = layer
        table.geometry = .none
        var record = record
        let place = record.geometry?[0]
        record.geometry = nil
        var decoder = try RecordDecoder(layer: table, options: options, crs: .wgs84)
        var (decoded, violations) = try decoder.decode(record)
        var found = violations
        while decoded.features.count == 0, !violations.isEmpty {
            // What could be read of the row is wanted even so.
            for violation in violations {
                guard let column = record.names.firstIndex(where: { $0 == violation.column }) else {
                    continue
                }
                record.cells[column] = TextColumn([nil])
            }
            let before = violations
            (decoded, violations) = try decoder.decode(record)
            if violations == before { break }
            found += violations
        }
        let row = decoded.features
        let values = layer.properties.map { property in
            row.count == 1 ? row.column(property.name)?.values[0] ?? .null : .null
        }
        let expected = zip(layer.properties, values).compactMap { property, value -> Attachment? in
            guard property.type.isAttachment, case .text(let name) = value else { return nil }
            return Attachment(name: name, property: property.name, isExpected: true)
        }
        return DecodedObservation(
            geometry: place ?? nil, values: values, present: decoder.present, expected: expected,
            violations: found)
    }

    private static func malformed(_ message: String, _ place: Fault.Place?) -> Fault {
        Fault(
            .submissionMalformed, "The body is no GeoJSON feature. " + message, at: place,
            remedy: "Send one feature: {\"type\": \"Feature\", \"geometry\": …, \"properties\": {…}}.")
    }
}
