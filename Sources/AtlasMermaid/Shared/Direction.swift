/// Which way a diagram grows.
public enum Direction: String, CaseIterable, Sendable {
  case topToBottom = "TB"
  case bottomToTop = "BT"
  case leftToRight = "LR"
  case rightToLeft = "RL"

  /// The direction of a word of the language: `TD` is another `TB`.
  public init?(word: some Sequence<UInt8>) {
    switch String(decoding: Array(word), as: UTF8.self) {
    case "TB", "TD", "v": self = .topToBottom
    case "BT", "^": self = .bottomToTop
    case "LR", ">": self = .leftToRight
    case "RL", "<": self = .rightToLeft
    default: return nil
    }
  }
}
