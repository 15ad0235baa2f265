public import TabaqaFeatureModel

/// Who a key belongs to.
public protocol Authenticator: Sendable {
    /// Nil for a key that nobody has, or had until it expired or was revoked.
    func viewer(forKey key: String) -> Viewer?
}
