internal import TabaqaEngine
internal import TabaqaFeatureModel

/// A file given out: as something to save, never as a page of ours.
enum AttachmentAnswer {
    /// - Parameters:
    ///   - name: for whoever saves it.
    ///   - tag: of exactly these bytes.
    /// - Throws: `store.failure` where the file is not there.
    static func make(_ call: Call, path: String, mediaType: String, name: String, tag: String) throws
        -> Answer
    {
        var headers: [(name: String, value: String)] = [
            ("Accept-Ranges", "bytes"), ("Content-Disposition", disposition(name)),
            ("Content-Security-Policy", "sandbox; default-src 'none'"), ("X-Content-Type-Options", "nosniff"),
        ]
        let file: FileChunks
        do {
            file = try FileChunks(path: path, isTemporary: false)
        } catch {
            throw Fault(.storeFailure, "The file of an attachment is not there.", at: Fault.Place(file: path))
        }
        let type = MediaType(mediaType, names: [], isText: false)
        let isAsked = ByteRange.isCurrent(call.headers["if-range"], tag: tag)
        switch isAsked ? ByteRange(call.headers["range"], size: file.size) : .whole {
        case .whole: return Answer(type, .chunks(file), tag: tag, caching: .privately, headers: headers)
        case .unsatisfiable:
            return Answer(
                status: 416, nil, .none, caching: .never, headers: [("Content-Range", "bytes */\(file.size)")]
            )
        case .part(let part):
            headers.append(("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"))
            return Answer(
                status: 206, type, .chunks(try FileChunks(path: path, isTemporary: false, part: part)),
                tag: tag,
                caching: .privately, headers: headers)
        }
    }

    /// RFC 6266: a name of ASCII for old clients, the whole one for others.
    static func disposition(_ name: String) -> String {
        let plain = name.unicodeScalars.map { scalar -> Character in
            let isPlain = scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F
            return isPlain && !"\"\\%;/".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
        }
        return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(PathText.encoded(name))"
    }
}
