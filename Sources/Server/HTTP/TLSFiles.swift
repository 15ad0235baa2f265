internal import NIOSSL
internal import TabaqaFeatureModel

/// Certificate and key from their PEM files.
enum TLSFiles {
    /// Nil without a certificate.
    ///
    /// - Throws: `catalog.invalid` where one of the two is missing or cannot be read.
    static func configuration(_ settings: ServerSettings) throws -> TLSConfiguration? {
        switch (settings.tlsCertificate, settings.tlsKey) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            do {
                let chain = try NIOSSLCertificate.fromPEMFile(certificate).map {
                    NIOSSLCertificateSource.certificate($0)
                }
                var configuration = TLSConfiguration.makeServerConfiguration(
                    certificateChain: chain,
                    privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
                configuration.minimumTLSVersion = .tlsv12
                configuration.applicationProtocols = ["http/1.1"]
                // Whether the key is the certificate's shows here, not at the first client.
                _ = try NIOSSLContext(configuration: configuration)
                return configuration
            } catch {
                throw Fault(
                    .catalogInvalid, "The TLS certificate or its key cannot be used: \(error).",
                    at: Fault.Place(file: certificate), remedy: "Both must be PEM files that belong together."
                )
            }
        default:
            throw Fault(
                .catalogInvalid, "TLS needs both a certificate and its key.",
                remedy: "Give --tls-certificate and --tls-key.")
        }
    }
}
