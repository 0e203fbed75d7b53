/// Why a finding that was made is not told.
public enum Suppression: Hashable, Sendable {
  /// Somebody wrote down, beside the thing, that it is meant, and why.
  case waiver(reason: String)
  /// It was there before anybody looked.
  case baseline

  /// How many findings are held back, by why.
  public struct Counts: Hashable, Sendable {
    public var waived: Int
    public var inBaseline: Int

    public init(waived: Int = 0, inBaseline: Int = 0) {
      self.waived = waived
      self.inBaseline = inBaseline
    }

    public var total: Int { waived + inBaseline }

    public mutating func add(_ suppression: Suppression) {
      switch suppression {
      case .waiver: waived += 1
      case .baseline: inBaseline += 1
      }
    }

    public mutating func add(_ other: Counts) {
      waived += other.waived
      inBaseline += other.inBaseline
    }
  }
}

/// A finding that is not told.
public struct SuppressedFinding: Hashable, Sendable {
  public var placed: PlacedFinding
  public var suppression: Suppression

  public init(_ placed: PlacedFinding, _ suppression: Suppression) {
    self.placed = placed
    self.suppression = suppression
  }
}
