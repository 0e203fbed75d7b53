/// What a word can do in a quantity. A word can have several roles: `min` is a unit of time and a statistic, `memory`
/// says where bytes are and what a percentage is of.
struct WordRoles: OptionSet, Hashable, Sendable {
  let rawValue: UInt64

  private init(bit: UInt64) { rawValue = 1 << bit }
  init(rawValue: UInt64) { self.rawValue = rawValue }

  // Units.
  static let time = WordRoles(bit: 0)
  static let bytes = WordRoles(bit: 1)
  static let bitRate = WordRoles(bit: 2)
  /// A word that is a rate by itself: RPS, IOPS.
  static let flowUnit = WordRoles(bit: 3)
  static let scale = WordRoles(bit: 4)
  static let percent = WordRoles(bit: 5)
  static let currency = WordRoles(bit: 6)
  /// monthly, annually.
  static let period = WordRoles(bit: 7)
  static let nines = WordRoles(bit: 8)
  /// per, a, each: what stands between a number and the time it is for.
  static let per = WordRoles(bit: 9)
  /// Times from a day upwards: nothing waits for them.
  static let longTime = WordRoles(bit: 10)

  // Nouns that are counted.
  static let flowNoun = WordRoles(bit: 11)
  static let userNoun = WordRoles(bit: 12)
  static let countNoun = WordRoles(bit: 13)
  static let singular = WordRoles(bit: 14)
  /// What piles up when a consumer lags.
  static let backlogNoun = WordRoles(bit: 15)
  static let product = WordRoles(bit: 16)

  // What a quantity is about.
  static let statistic = WordRoles(bit: 17)
  static let latency = WordRoles(bit: 18)
  /// Response, query, page load: with "time" they are a latency.
  static let timed = WordRoles(bit: 19)
  static let timeWord = WordRoles(bit: 20)
  static let lag = WordRoles(bit: 21)
  static let recovery = WordRoles(bit: 22)
  static let durationWord = WordRoles(bit: 23)
  /// Settings and habits: timeout, TTL, interval, retention.
  static let setting = WordRoles(bit: 24)
  static let rate = WordRoles(bit: 25)
  /// What a rate is of: error, success, hit.
  static let outcome = WordRoles(bit: 26)
  static let availability = WordRoles(bit: 27)
  /// CPU, memory, disk, utilisation: their percentages are no metrics.
  static let utilisation = WordRoles(bit: 28)
  static let memory = WordRoles(bit: 29)
  static let disk = WordRoles(bit: 30)
  static let impact = WordRoles(bit: 31)
  static let affected = WordRoles(bit: 32)
  static let blast = WordRoles(bit: 33)
  static let radius = WordRoles(bit: 34)
  static let data = WordRoles(bit: 35)
  static let loss = WordRoles(bit: 36)
  static let lost = WordRoles(bit: 37)
  static let nothing = WordRoles(bit: 38)
  static let scope = WordRoles(bit: 39)
  static let saving = WordRoles(bit: 40)
  static let revenue = WordRoles(bit: 41)
  static let cost = WordRoles(bit: 42)
  static let population = WordRoles(bit: 43)

  // Glue.
  /// Words that may stand between what a quantity is about and its number: is, of, under, reached.
  static let filler = WordRoles(bit: 44)
  /// Prepositions and verbs that end a noun phrase.
  static let stop = WordRoles(bit: 45)
  /// Step, node, level: the number behind them is a name.
  static let ordinal = WordRoles(bit: 46)
  static let code = WordRoles(bit: 47)
  static let from = WordRoles(bit: 48)
  static let to = WordRoles(bit: 49)
  static let between = WordRoles(bit: 50)
  static let times = WordRoles(bit: 51)
  static let change = WordRoles(bit: 52)

  // Dates and sources.
  static let month = WordRoles(bit: 53)
  static let zone = WordRoles(bit: 54)
  static let halfDay = WordRoles(bit: 55)
  static let partOfYear = WordRoles(bit: 56)
  static let sourceWord = WordRoles(bit: 57)
  static let publication = WordRoles(bit: 58)
  static let traffic = WordRoles(bit: 59)
  static let possible = WordRoles(bit: 60)
  static let accelerator = WordRoles(bit: 61)
  /// Words that make a rate one that is no metric: growth, sampling.
  static let otherRate = WordRoles(bit: 62)
  static let versionWord = WordRoles(bit: 63)
}
