internal import CZstd
internal import Synchronization
internal import TabaqaFeatureModel

/// A stream packed with zstd on the way; the window is small, for there may be a thousand at once.
final class PackedChunks: ChunkSource {
    private struct Packer: ~Copyable {
        let context: OpaquePointer
        var isEnded = false

        init?() {
            guard let context = ZSTD_createCCtx() else { return nil }
            self.context = context
            ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1)
            ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 17)
        }

        deinit { ZSTD_freeCCtx(context) }

        func pack(_ bytes: [UInt8], ends: Bool) throws -> [UInt8] {
            var packed: [UInt8] = []
            let room = ZSTD_CStreamOutSize()
            var isDone = false
            try bytes.withUnsafeBytes { source in
                var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
                while !isDone {
                    var left = 0
                    packed += [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
                        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
                        left = ZSTD_compressStream2(
                            context, &output, &input, ends ? ZSTD_e_end : ZSTD_e_continue)
                        initialized = output.pos
                    }
                    guard ZSTD_isError(left) == 0 else {
                        throw Fault(.renderingFailed, "A stream could not be packed.")
                    }
                    isDone = ends ? left == 0 : input.pos == input.size
                }
            }
            return packed
        }
    }

    private let source: any ChunkSource
    private let packer: Mutex<Packer>

    init?(_ source: any ChunkSource) {
        guard let packer = Packer() else { return nil }
        self.source = source
        self.packer = Mutex(packer)
    }

    func next() throws -> [UInt8]? {
        try packer.withLock { packer in
            // What is still inside zstd is no piece yet.
            while !packer.isEnded {
                let piece = try source.next()
                packer.isEnded = piece == nil
                let packed = try packer.pack(piece ?? [], ends: piece == nil)
                if !packed.isEmpty { return packed }
            }
            return nil
        }
    }
}
