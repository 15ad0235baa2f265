internal import TabaqaFeatureModel

/// One layer message of a tile.
struct TileLayer {
    let name: String
    /// Empty: features have no id.
    let numbers: [UInt64]
    let geometry: TileGeometry
    let columns: [TileColumn]

    /// Field 3 of the tile message: the layer.
    var bytes: [UInt8] {
        var dictionary = TileDictionary()
        let places = columns.map { dictionary.places($0.values) }
        var features = ByteText(capacity: geometry.count * (24 + 4 * columns.count) + 256)
        switch geometry {
        case .points(let x, let y): writePoints(x, y, places, to: &features)
        case .lines(let paths): writePaths(paths, isAreal: false, places, to: &features)
        case .polygons(let paths): writePaths(paths, isAreal: true, places, to: &features)
        }
        var head = ByteText(capacity: 256)
        head.append(UInt8(15 << 3))
        head.append(UInt8(2))
        head.append(field: 1, text: name)
        var tail = ByteText(capacity: 1024)
        for column in columns { tail.append(field: 3, text: column.name) }
        let extentAt = tail.count
        tail.append(UInt8(5 << 3))
        tail.append(varint: UInt64(TileContent.side))
        let length = head.count + features.count + dictionary.encoded.count + tail.count
        var start = ByteText(capacity: 16)
        start.append(field: 3, length: length)
        let parts = [
            start.bytes, head.bytes, features.bytes,
            UnsafeRawBufferPointer(rebasing: tail.bytes[..<extentAt]),
            dictionary.encoded.bytes, UnsafeRawBufferPointer(rebasing: tail.bytes[extentAt...]),
        ]
        return [UInt8](unsafeUninitializedCapacity: start.count + length) { target, count in
            for part in parts {
                guard let from = part.baseAddress, let to = target.baseAddress else { continue }
                (UnsafeMutableRawPointer(to) + count).copyMemory(from: from, byteCount: part.count)
                count += part.count
            }
        }
    }

    /// The most bytes a feature's id and tags can take, and its frame.
    private var headRoom: Int { 2 * 6 + 11 + 10 * columns.count + 2 + 6 }

    private func writePoints(_ x: [Int32], _ y: [Int32], _ places: [[UInt32]], to features: inout ByteText) {
        let room = headRoom + 16
        withPointers(places) { places in
            for row in 0..<x.count {
                features.extend(room) { target in
                    Self.frame(target, 0x12) { body in
                        var length = writeHead(row, places, type: 1, to: body)
                        length += Self.frame(body + length, 0x22) { commands in
                            commands[0] = 1 << 3 | 1
                            let size = 1 + ByteText.write(zigzag: x[row], to: commands + 1)
                            return size + ByteText.write(zigzag: y[row], to: commands + size)
                        }
                        return length
                    }
                }
            }
        }
    }

    private func writePaths(
        _ paths: TilePaths, isAreal: Bool, _ places: [[UInt32]], to features: inout ByteText
    ) {
        var commands = ByteText(capacity: 1 << 12)
        withPointers(places) { places in
            for row in 0..<paths.count {
                commands.clear()
                Self.append(paths, row, isAreal: isAreal, to: &commands)
                let bytes = commands.bytes
                features.extend(headRoom + bytes.count) { target in
                    Self.frame(target, 0x12) { body in
                        var length = writeHead(row, places, type: isAreal ? 3 : 2, to: body)
                        length += Self.frame(body + length, 0x22) { copy in
                            if let source = bytes.baseAddress {
                                UnsafeMutableRawPointer(copy).copyMemory(from: source, byteCount: bytes.count)
                            }
                            return bytes.count
                        }
                        return length
                    }
                }
            }
        }
    }

    private static func append(_ paths: TilePaths, _ row: Int, isAreal: Bool, to commands: inout ByteText) {
        var (lastX, lastY): (Int32, Int32) = (0, 0)
        for path in paths.features[row]..<paths.features[row + 1] {
            let range = paths.paths[path]..<paths.paths[path + 1]
            for position in range {
                if position == range.lowerBound {
                    commands.append(varint: 1 << 3 | 1)
                } else if position == range.lowerBound + 1 {
                    commands.append(varint: UInt64(range.count - 1) << 3 | 2)
                }
                commands.append(zigzag: paths.x[position] &- lastX)
                commands.append(zigzag: paths.y[position] &- lastY)
                (lastX, lastY) = (paths.x[position], paths.y[position])
            }
            if isAreal { commands.append(UInt8(1 << 3 | 7)) }
        }
    }

    /// Id, tags and type.
    @inline(__always)
    private func writeHead(
        _ row: Int, _ places: UnsafeBufferPointer<UnsafePointer<UInt32>>, type: UInt8,
        to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var length = 0
        if !numbers.isEmpty {
            target[0] = 1 << 3
            length = 1 + ByteText.write(varint: numbers[row], to: target + 1)
        }
        let tagged = Self.frame(target + length, 0x12) { tags in
            var size = 0
            for key in 0..<places.count {
                let place = places[key][row]
                guard place != TileDictionary.null else { continue }
                size &+= ByteText.write(varint: UInt64(key), to: tags + size)
                size &+= ByteText.write(varint: UInt64(place), to: tags + size)
            }
            return size
        }
        // A feature without values has no tags.
        if tagged > 2 { length += tagged }
        target[length] = 3 << 3
        target[length + 1] = type
        return length + 2
    }

    /// Writes `tag`, the length of what `body` writes, and that.
    @inline(__always)
    private static func frame(
        _ target: UnsafeMutablePointer<UInt8>, _ tag: UInt8, _ body: (UnsafeMutablePointer<UInt8>) -> Int
    ) -> Int {
        target[0] = tag
        let length = body(target + 2)
        if length < 128 {
            target[1] = UInt8(truncatingIfNeeded: length)
            return 2 + length
        }
        let size = ByteText.varintLength(UInt64(length))
        (target + 1 + size).update(from: target + 2, count: length)
        _ = ByteText.write(varint: UInt64(length), to: target + 1)
        return 1 + size + length
    }

    private func withPointers(
        _ places: [[UInt32]], _ body: (UnsafeBufferPointer<UnsafePointer<UInt32>>) -> Void
    ) {
        var pointers: [UnsafePointer<UInt32>] = []
        func descend(_ index: Int) {
            guard index < places.count else {
                pointers.withUnsafeBufferPointer(body)
                return
            }
            places[index].withUnsafeBufferPointer { buffer in
                if let base = buffer.baseAddress { pointers.append(base) }
                descend(index + 1)
            }
        }
        descend(0)
    }
}

extension ByteText {
    fileprivate mutating func append(field: UInt64, text: String) {
        var text = text
        text.withUTF8 { append(field: field, text: $0) }
    }
}
