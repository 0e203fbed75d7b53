/// A number as it is written: sign, digits, scale, currency.
struct Term {
  /// Its tokens, from the currency to the scale and the `+` behind it.
  var first: Int
  var end: Int
  var digits: Double
  var decimals: Int
  /// The power of ten of its K, M, B or T.
  var scale = 0
  var hasScale = false
  var hasPlus = false
  var currency: Token.Sign = .none
  /// Digits without point, comma, scale or plus: what years, ports and ordinals look like.
  var isPlain = false

  /// The number in the base unit. Powers of ten are taken together, so that 4.2M is 4200000 and no neighbour of it.
  func value(_ unit: Unit = Unit(.none, end: 0), scale: Int? = nil) -> Double {
    let exponent = (scale ?? self.scale) + unit.exponent - decimals
    var above = digits * unit.numerator
    var below = unit.denominator
    var power = 1.0
    for _ in 0..<min(abs(exponent), 40) { power *= 10 }
    if exponent >= 0 { above *= power } else { below *= power }
    return above / below
  }
}

/// What a number is counted in.
struct Unit {
  enum Dimension {
    case none, time, bytes, bits, bandwidth, flow, percent, money, users, count, nines
  }

  var dimension: Dimension
  /// Of one unit in base units: `numerator / denominator * 10^exponent`.
  var numerator = 1.0
  var denominator = 1.0
  var exponent = 0
  /// The token behind it.
  var end: Int
  /// Of users and counts: the noun's token.
  var noun = -1
  /// Of a time: a minute is 60 and so on, for compounds.
  var seconds: Double { exponent < 0 ? 0 : numerator }
  var isSubSecond: Bool { exponent < 0 }
  var isLong = false
  var period = Period.none
  var currency = Currency.none
  /// Of money: the tokens that say what it buys; empty where none do.
  var per = 0..<0

  init(_ dimension: Dimension, end: Int) {
    self.dimension = dimension
    self.end = end
  }
}

/// One or two numbers with their unit: what a quantity is made of.
struct Measure {
  enum Shape { case single, range, change }

  var first: Int
  var end: Int
  var shape: Shape
  var low: Double
  var high: Double
  var unit: Unit
  var term: Term
  /// The "from" of a change, or -1.
  var opener = -1
}
