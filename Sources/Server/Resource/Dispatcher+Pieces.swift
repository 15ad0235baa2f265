internal import TabaqaFeatureModel

/// Bodies taken as they come. All of it may block.
extension Dispatcher {
    public enum Opened: Sendable {
        case open(any BodySink)
        case refused(PlainAnswer)
    }

    /// Asks the route for something that takes the body.
    public func open(_ work: Work) -> Opened {
        guard let receive = work.route.receive else {
            return .refused(refusal(Fault(.serverFailure, "The route takes no pieces."), work.exchange))
        }
        do {
            return .open(try receive(work.call))
        } catch {
            return .refused(refusal(counted(error, work), work.exchange))
        }
    }

    /// Nil where more may come. After a refusal the sink is done.
    public func take(_ bytes: [UInt8], _ sink: any BodySink, _ work: Work) -> PlainAnswer? {
        do {
            try sink.take(bytes)
            return nil
        } catch {
            sink.abandon()
            return refusal(counted(error, work), work.exchange)
        }
    }

    /// The body is whole.
    public func finish(_ work: Work, _ sink: any BodySink) -> PlainAnswer {
        do {
            return completed(try sink.finish(), work.exchange)
        } catch {
            return refusal(counted(error, work), work.exchange)
        }
    }

    /// The whole way, with a body that is at hand.
    func answer(_ work: Work, pieces: [[UInt8]]) -> PlainAnswer {
        switch open(work) {
        case .refused(let answer): return answer
        case .open(let sink):
            for piece in pieces where !piece.isEmpty {
                if let refusal = take(piece, sink, work) { return refusal }
            }
            return finish(work, sink)
        }
    }

    /// A wrong code to enrol with counts as a wrong key.
    func counted(_ error: any Error, _ work: Work) -> any Error {
        guard let fault = error as? Fault, fault.code == .deviceInvalid, work.route.access == .open else {
            return error
        }
        return spent(fault, work.exchange.request)
    }
}
