/// A piece of a line: a number, a word, a sign, or something that looks like one of them and is none.
struct Token: Sendable {
  enum Kind: UInt8, Sendable {
    case number
    case word
    case sign
    /// A colour, an address, a version of three parts, a number behind `#`: never a number, never a word.
    case code
  }

  var kind: Kind
  /// Nothing stands between this and the token before.
  var isGlued: Bool
  /// Part of a quantity that was read, or of a number that was judged to be none.
  var isClaimed = false
  /// Of a word: whether digits are in it.
  var hasDigits = false
  /// Whether a quantity can begin here.
  var isStarter = false
  var sign: Sign
  var start: Int32
  var end: Int32
  /// Of a word: its place in the vocabulary, or -1.
  var entry: Int16
  var roles: WordRoles
  /// Of a number: how many of its digits stand behind the point.
  var decimals: UInt8
  /// Of a number: its digits without point and commas. Of a percentile: the percentile.
  var digits: Double

  /// Signs by what they do; look-alikes share one.
  enum Sign: UInt8, Sendable {
    case none, approximately, less, greater, plusMinus, plus, hyphen, arrow, percent, slash, colon, equals
    case open, close, bar, multiply, comma
    case dollar, euro, pound, yen, rupee, cent
    /// The end of a sentence, a bullet, a semicolon: nothing reaches across it.
    case stop

    var isCurrency: Bool { rawValue >= Sign.dollar.rawValue && rawValue <= Sign.rupee.rawValue }
  }
}
