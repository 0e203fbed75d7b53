import AtlasCore

extension FlowLink {
  /// A link without a text inside: stroke, heads and length from its arrow.
  init(arrow: ArraySlice<UInt8>) {
    var arrow = arrow
    var start = Head.none
    var end = Head.none
    switch arrow.last {
    case 0x78: end = .cross
    case 0x6F: end = .circle
    case 0x3E: end = .arrow
    default: break
    }
    // A head at the start counts where the other end has the same.
    if end != .none, arrow.first == FlowLink.startMark(of: end), arrow.count > 1 {
      start = end
      arrow = arrow.dropFirst()
    }
    arrow = arrow.dropLast()
    self.init(stroke: .normal, startHead: start, endHead: end, length: max(arrow.count - 1, 0))
    if arrow.first == 0x3D { stroke = .thick }
    if arrow.first == 0x7E { stroke = .invisible }
    let dots = arrow.count { $0 == 0x2E }
    if dots > 0 {
      stroke = .dotted
      length = dots
    }
  }

  /// A link with a text between its halves.
  init(opening: ArraySlice<UInt8>, closing: ArraySlice<UInt8>) {
    self.init(arrow: closing)
    switch opening.first {
    case 0x3C: startHead = .arrow
    case 0x78: startHead = .cross
    case 0x6F: startHead = .circle
    default: break
    }
  }

  private init(stroke: Stroke, startHead: Head, endHead: Head, length: Int) {
    self.init(
      range: TextRange(at: 0), id: nil, stroke: stroke, startHead: startHead, endHead: endHead,
      length: length,
      label: nil, from: 0..<0, to: 0..<0)
  }

  private static func startMark(of head: Head) -> UInt8 {
    switch head {
    case .arrow: 0x3C
    case .circle: 0x6F
    case .cross: 0x78
    case .none: 0
    }
  }
}
