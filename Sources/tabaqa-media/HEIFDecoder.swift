import CHEIF

/// HEIC and AVIF by libheif, which turns the picture by the file's own boxes.
enum HEIFDecoder {
    static func decode(_ photo: [UInt8]) throws -> Picture {
        guard let context = heif_context_alloc() else {
            throw Refusal(.software, "The HEIF decoder did not start.")
        }
        defer { heif_context_free(context) }
        // A thread takes memory that is then missing for pixels.
        heif_context_set_max_decoding_threads(context, 0)
        heif_context_set_maximum_image_size_limit(context, 32_768)
        return try photo.withUnsafeBytes { bytes in
            try check(
                heif_context_read_from_memory_without_copy(context, bytes.baseAddress, bytes.count, nil))
            var handle: OpaquePointer?
            try check(heif_context_get_primary_image_handle(context, &handle))
            defer { heif_image_handle_release(handle) }
            try Limits.check(
                width: Int(heif_image_handle_get_width(handle)),
                height: Int(heif_image_handle_get_height(handle)))
            let options = heif_decoding_options_alloc()
            defer { heif_decoding_options_free(options) }
            options?.pointee.convert_hdr_to_8bit = 1
            var image: OpaquePointer?
            try check(
                heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, options))
            defer { heif_image_release(image) }
            return try picture(image)
        }
    }

    private static func picture(_ image: OpaquePointer?) throws -> Picture {
        let width = Int(heif_image_get_width(image, heif_channel_interleaved))
        let height = Int(heif_image_get_height(image, heif_channel_interleaved))
        try Limits.check(width: width, height: height)
        var stride: Int32 = 0
        guard let pixels = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride),
            Int(stride) >= 4 * width
        else { throw Refusal.damaged("it has no pixels") }
        return Picture(width: width, height: height, stride: Int(stride), translucent: pixels)
    }

    private static func check(_ error: heif_error) throws {
        guard error.code != heif_error_Ok else { return }
        let words = error.message.map { String(cString: $0) } ?? "error \(error.code.rawValue)"
        if error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype {
            throw Refusal(.unsupported, "The photo cannot be decoded: \(words).", remedy: "Send a JPEG.")
        }
        throw Refusal.damaged(words)
    }
}
