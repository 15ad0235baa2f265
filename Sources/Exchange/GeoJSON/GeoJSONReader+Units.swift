internal import TabaqaFeatureModel

extension GeoJSONReader {
    /// Parses unit after unit until the bytes run out or the text ends.
    func run(_ base: UnsafeMutablePointer<UInt8>, _ end: Int) throws(JSONFailure) -> Outcome {
        var parser = GeoJSONFeatureParser(
            scanner: JSONScanner(base, end: end, position: window.position), advice: advice, cells: cells)
        // The parser must hold the only reference, or its first write would copy everything.
        cells = CellBuilder()
        defer { cells = parser.cells }
        while true {
            let saved = parser.geometry.advice
            do throws(JSONFailure) {
                switch phase {
                case .features: try feature(&parser, base)
                case .sequence:
                    if try !text(&parser, base) { return .finished }
                case .table: try object(&parser, base)
                case .start, .members: try member(&parser.geometry.scanner)
                case .tail:
                    skipSeparators(&parser.geometry.scanner)
                    window.position = parser.geometry.scanner.position
                    guard parser.geometry.scanner.position >= end else {
                        throw parser.geometry.scanner.failure(
                            "Something follows the end of the JSON text: \(parser.geometry.scanner.found).")
                    }
                    advice = parser.geometry.advice
                    return .more(parser.geometry.scanner.failure("The end."))
                case .done: return .finished
                }
                window.position = parser.geometry.scanner.position
                advice = parser.geometry.advice
            } catch {
                parser.cells.discardRow()
                parser.geometry.advice = saved
                advice = saved
                guard error.isAtEnd else { throw error }
                return .more(error)
            }
        }
    }

    /// One feature of a collection and the comma or bracket after it.
    func feature(
        _ parser: inout GeoJSONFeatureParser, _ base: UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) {
        parser.geometry.scanner.skipSpace()
        if isFirst, parser.geometry.scanner.current == 0x5D {
            parser.geometry.scanner.position += 1
            return phase = .members
        }
        let place = try parser.record(isElement: true)
        let next = try afterElement(&parser.geometry.scanner)
        geometry.append(place)
        parser.cells.endRow(base)
        isFirst = false
        if next == 0x5D {
            phase = .members
        }
    }

    func afterElement(_ scanner: inout JSONScanner) throws(JSONFailure) -> UInt8 {
        scanner.skipSpace()
        let byte = scanner.current
        guard byte == 0x2C || byte == 0x5D else {
            throw scanner.failure("“,” or “]” expected after the feature, \(scanner.found) found.")
        }
        scanner.position += 1
        return byte
    }

    /// One text of a sequence; false at the end of the source.
    func text(
        _ parser: inout GeoJSONFeatureParser, _ base: UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) -> Bool {
        skipSeparators(&parser.geometry.scanner)
        window.position = parser.geometry.scanner.position
        guard parser.geometry.scanner.position < parser.geometry.scanner.end else {
            if window.isComplete {
                phase = .done
                return false
            }
            throw parser.geometry.scanner.failure("The end.")
        }
        if isStream, try control(&parser.geometry.scanner) { return true }
        let place = try parser.record(isElement: false)
        geometry.append(place)
        parser.cells.endRow(base)
        return true
    }

    /// Reads a control record; false where a feature stands.
    func control(_ scanner: inout JSONScanner) throws(JSONFailure) -> Bool {
        let word: StaticString = "{\"tabaqa\":"
        for index in 0..<word.utf8CodeUnitCount {
            guard scanner.position + index < scanner.end else {
                throw scanner.failure("The end.", at: scanner.end)
            }
            guard scanner.base[scanner.position + index] == word.utf8Start[index] else { return false }
        }
        let value = try JSONValue(&scanner)
        if value["tabaqa"]?.string == "header" { header = value } else { end = value }
        return true
    }

    /// Reads up to and with the header of a stream.
    func prepareStream() throws {
        phase = .sequence
        while header == nil {
            let failure: JSONFailure? = window.withBytes { base, end in
                var scanner = JSONScanner(base, end: end, position: window.position)
                skipSeparators(&scanner)
                do throws(JSONFailure) {
                    guard scanner.position < end else { throw scanner.failure("The end.") }
                    guard try control(&scanner) else { return scanner.failure("No header.", at: 0) }
                    window.position = scanner.position
                    return nil
                } catch {
                    return error
                }
            }
            if failure?.isAtEnd == false { return }
            if failure != nil, try !window.more() { return }
        }
    }

    /// Whether the records' geometry is to be left out because there is none.
    func leavesOutGeometry(_ leavesOut: Bool) { hasGeometry = !leavesOut }

    /// One object of a plain array and the comma or bracket after it.
    func object(
        _ parser: inout GeoJSONFeatureParser, _ base: UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) {
        parser.geometry.scanner.skipSpace()
        if isFirst, parser.geometry.scanner.current == 0x5D {
            parser.geometry.scanner.position += 1
            return phase = .tail
        }
        guard parser.geometry.scanner.current == 0x7B else {
            throw parser.geometry.scanner.failure(
                "Every element of a JSON table must be an object, \(parser.geometry.scanner.found) found.")
        }
        try parser.members()
        let next = try afterElement(&parser.geometry.scanner)
        parser.cells.endRow(base)
        isFirst = false
        if next == 0x5D { phase = .tail }
    }

    func skipSeparators(_ scanner: inout JSONScanner) {
        scanner.skipSpace()
        while scanner.position < scanner.end, scanner.current == 0x1E {
            scanner.position += 1
            scanner.skipSpace()
        }
    }
}
