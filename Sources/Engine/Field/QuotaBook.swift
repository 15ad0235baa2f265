internal import Synchronization
internal import TabaqaFeatureModel

/// How much each device still may send; asked of the store now and then, kept in between.
final class QuotaBook: Sendable {
    private struct Page {
        var left: Int64
        var asked: Int64
    }

    private let pages = Mutex<[String: Page]>([:])
    /// Milliseconds.
    private let lifetime: Int64 = 30_000

    /// Takes `size` bytes off the device's quota. Nothing is asked of the office's keys.
    ///
    /// - Throws: `attachment.quota`.
    func take(_ size: Int64, from sender: Sender, of store: any FieldStore, at now: Int64) throws {
        guard let device = sender.device, size > 0 else { return }
        let known = pages.withLock { pages -> Page? in
            guard let page = pages[device], now - page.asked < lifetime, page.asked <= now else { return nil }
            return page
        }
        var page = known
        if page == nil {
            guard let quota = try store.devices().first(where: { $0.id == device })?.quota else { return }
            let used = try store.attachedBytes(by: device)
            let coming = try store.uploadingBytes(by: device)
            page = Page(left: quota - used - coming, asked: now)
        }
        guard var page, size <= page.left else {
            pages.withLock { $0[device] = nil }
            throw Fault(
                .attachmentQuota, "This device has sent as many attachments as it may.",
                remedy: "Ask the office for more room.")
        }
        page.left -= size
        pages.withLock { $0[device] = page }
    }
}
