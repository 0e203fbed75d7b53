/// What holds where a specification says nothing: nouns and products of distributed systems.
extension MetricSpecification {
  package static let standardCountNouns: [String] =
    """
    instances nodes servers services microservices pods brokers shards replicas partitions clusters regions AZs zones
    PoPs locations datacenters centers countries cities cores vCPU vCPUs CPUs GPUs TPUs machines VMs containers workers
    threads processes connections queues topics tables databases collections indexes indices caches proxies gateways
    routers switches racks disks drives volumes consumers producers publishers masters slaves leaders followers
    primaries secondaries endpoints APIs functions lambdas deployments repositories repos records rows documents
    objects items entries files tenants websites domains sites cells namespaces buckets keyspaces
    segments pipelines workflows dashboards certificates sessions
    coordinators controllers executors agents sidecars
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  /// Of people the plural, and the singular where it is no adjective of something else.
  package static let standardUnits: [UnitWord] = [
    (UnitMeaning.perSecond, "RPS QPS TPS IOPS WPS EPS PPS WCU RCU WCUs RCUs CPS MPS HPS"),
    (.perMinute, "RPM TPM QPM EPM"),
    (.perHour, "RPH QPH"),
    (
      .users,
      """
      users subscribers subs members customers viewers developers drivers riders merchants sellers hosts guests
      listeners players accounts devices creators learners households people passengers shoppers couriers dashers
      buyers students streamers patients gamers advertisers persons citizens residents cardholders depositors
      user subscriber member customer viewer developer driver rider merchant seller guest listener player
      account device creator learner household person passenger shopper
      """
    ),
    (.currency(.usd), "USD dollar dollars"), (.currency(.eur), "EUR euro euros"), (.currency(.gbp), "GBP"),
    (.currency(.jpy), "JPY yen"), (.currency(.inr), "INR rupees"), (.currency(.cny), "CNY RMB yuan"),
    (.currency(.aud), "AUD"), (.currency(.cad), "CAD"), (.currency(.chf), "CHF"), (.currency(.sek), "SEK"),
    (.currency(.brl), "BRL"), (.currency(.krw), "KRW"), (.currency(.sgd), "SGD"),
  ].flatMap { meaning, words in
    words.split(whereSeparator: \.isWhitespace).map { UnitWord(String($0), meaning) }
  }

  package static let standardProducts: [VersionedProduct] = [
    .init("Java", majors: 5...30), .init("JDK", majors: 5...30), .init("OpenJDK", majors: 5...30),
    .init("JRE", majors: 5...30),
    .init("Go", aliases: ["Golang"]), .init("Python", majors: 2...3), .init("Ruby", majors: 2...4),
    .init("Rails", aliases: ["Ruby on Rails"], majors: 3...8),
    .init("Node.js", aliases: ["NodeJS", "Node JS"], majors: 4...26),
    .init("Deno", majors: 1...2), .init("PHP", majors: 5...8), .init("Perl", majors: 5...6),
    .init("Scala", majors: 2...3),
    .init("Rust"), .init("Elixir"), .init("Erlang", aliases: ["Erlang OTP", "OTP"], majors: 17...30),
    .init("Kotlin"),
    .init("Swift", majors: 4...6), .init("TypeScript", majors: 3...6), .init("C++", majors: 11...26),
    .init(".NET", aliases: [".NET Core", "dotnet", "NET", "NET Core"], majors: 5...10),
    .init("PostgreSQL", aliases: ["Postgres", "PostgresSQL", "PSQL"], majors: 8...19),
    .init("MySQL", majors: 5...9),
    .init("MariaDB", majors: 5...12), .init("SQL Server", aliases: ["MSSQL"], majors: 2008...2030),
    .init("Oracle", aliases: ["Oracle Database", "Oracle DB"]), .init("SQLite", majors: 3...3),
    .init("Redis", majors: 4...8), .init("Valkey", majors: 7...9),
    .init("Kafka", aliases: ["Apache Kafka"], majors: 3...4),
    .init("MongoDB", aliases: ["Mongo"], majors: 3...9),
    .init("Cassandra", aliases: ["Apache Cassandra"], majors: 3...5),
    .init("ScyllaDB", aliases: ["Scylla"], majors: 4...6),
    .init("Elasticsearch", aliases: ["Elastic"], majors: 5...9),
    .init("OpenSearch", majors: 1...3), .init("Solr", majors: 5...10), .init("Lucene", majors: 5...10),
    .init("Kibana", majors: 5...9), .init("Logstash", majors: 5...9), .init("Kubernetes", aliases: ["K8s"]),
    .init("EKS"), .init("GKE"), .init("AKS"), .init("OpenShift", majors: 3...4), .init("Nomad"),
    .init("Mesos"),
    .init("Nginx", aliases: ["Nginx Plus"]), .init("Apache", aliases: ["httpd"]), .init("busybox"),
    .init("Envoy", aliases: ["Envoy Proxy"]),
    .init("Istio"), .init("Linkerd", majors: 2...2), .init("Cilium"),
    .init("Kong", aliases: ["Kong Gateway"], majors: 2...4),
    .init("Traefik", majors: 2...3), .init("HAProxy"), .init("Varnish", majors: 4...8),
    .init("Caddy", majors: 2...2),
    .init("Squid"), .init("PgBouncer"), .init("Patroni"), .init("ProxySQL", majors: 2...3),
    .init("Spring", majors: 4...7),
    .init("Spring Boot", majors: 2...4), .init("Spring Cloud"), .init("Micronaut", majors: 2...5),
    .init("Quarkus", majors: 2...3),
    .init("Spark", aliases: ["Apache Spark"], majors: 2...4),
    .init("Flink", aliases: ["Apache Flink"], majors: 2...2),
    .init("Beam", aliases: ["Apache Beam"]), .init("Storm", aliases: ["Apache Storm"]),
    .init("etcd", majors: 3...3),
    .init("RabbitMQ", majors: 3...4), .init("ActiveMQ"),
    .init("Pulsar", aliases: ["Apache Pulsar"], majors: 3...4),
    .init("NATS", majors: 2...2), .init("Prometheus", majors: 2...3), .init("Grafana", majors: 6...13),
    .init("Jaeger", majors: 2...2),
    .init("Zipkin"), .init("OpenTelemetry", aliases: ["OTel"]), .init("Thanos"), .init("Loki", majors: 2...3),
    .init("Tempo"),
    .init("Consul"), .init("Vault"), .init("Terraform"), .init("Ansible"), .init("Packer"),
    .init("Pulumi", majors: 3...3),
    .init("ZooKeeper"), .init("Zuul", majors: 1...2), .init("EVCache"), .init("Hystrix"),
    .init("Eureka", majors: 2...2),
    .init("Ribbon"), .init("Resilience4j"), .init("Spinnaker"), .init("HBase", majors: 2...3),
    .init("Hadoop", majors: 2...3),
    .init("Hive", majors: 2...4), .init("HDFS"), .init("Airflow", aliases: ["Apache Airflow"], majors: 2...3),
    .init("Memcached"), .init("CockroachDB", aliases: ["Cockroach"], majors: 19...26),
    .init("TiDB", majors: 5...8),
    .init("TiKV"), .init("YugabyteDB", aliases: ["Yugabyte"]), .init("Vitess", majors: 8...24),
    .init("ClickHouse", majors: 19...26),
    .init("Druid", aliases: ["Apache Druid"]), .init("Pinot", aliases: ["Apache Pinot"]), .init("Presto"),
    .init("Trino"),
    .init("Snowflake"), .init("InfluxDB", majors: 2...3), .init("TimescaleDB"), .init("Neo4j", majors: 3...5),
    .init("Dgraph"), .init("RocksDB", majors: 6...10), .init("LevelDB"), .init("MinIO"),
    .init("Ceph", majors: 14...20),
    .init("Docker", aliases: ["Docker Engine"], majors: 17...29), .init("containerd", majors: 2...2),
    .init("runc"),
    .init("Helm", majors: 2...4), .init("ArgoCD", aliases: ["Argo CD", "Argo"]), .init("Jenkins"),
    .init("GitLab", majors: 12...19),
    .init("Django", majors: 2...6), .init("Flask", majors: 2...3), .init("FastAPI"),
    .init("Celery", majors: 4...5),
    .init("Gunicorn", majors: 19...24), .init("uWSGI", majors: 2...2),
    .init("Express", aliases: ["Express.js"], majors: 4...5),
    .init("Next.js", aliases: ["NextJS"], majors: 9...17),
    .init("React", aliases: ["React.js"], majors: 15...20),
    .init("React Native"), .init("Angular", majors: 2...22), .init("Vue", aliases: ["Vue.js"], majors: 2...3),
    .init("Svelte", majors: 3...5),
    .init("jQuery", majors: 1...4), .init("GraphQL"), .init("Apollo"), .init("gRPC"),
    .init("Protobuf", aliases: ["Protocol Buffers"], majors: 2...3),
    .init("Thrift"), .init("Avro"), .init("TLS", aliases: ["SSL"]), .init("HTTP", majors: 2...3),
    .init("QUIC"), .init("MQTT", majors: 3...5),
    .init("AMQP"), .init("OAuth", majors: 2...2), .init("SAML"), .init("OpenAPI", majors: 3...3),
    .init("TensorFlow", majors: 2...2),
    .init("PyTorch", majors: 2...2), .init("CUDA", majors: 9...13), .init("Triton"),
    .init("JUnit", majors: 4...6),
    .init("Ubuntu"), .init("Debian", majors: 8...13), .init("CentOS", majors: 6...9),
    .init("RHEL", majors: 6...10), .init("Alpine"),
    .init("Linux", aliases: ["Linux kernel", "kernel"]), .init("Amazon Linux", majors: 2...2),
    .init("Windows Server", majors: 2008...2030),
    .init("iOS", majors: 8...26), .init("Android", majors: 5...16), .init("macOS", majors: 11...26),
    .init("JVM", majors: 8...30), .init("GraalVM", majors: 17...25),
    .init("Tomcat", majors: 7...11), .init("Netty", majors: 4...4), .init("Jetty", majors: 9...12),
    .init("Akka"), .init("Logback"), .init("Log4j", majors: 2...2),
    .init("OpenSSL", majors: 3...3), .init("BoringSSL"), .init("WireGuard"),
    .init("Keycloak", majors: 10...30), .init("DynamoDB"), .init("Aurora MySQL", majors: 2...3),
    .init("Aurora PostgreSQL", majors: 9...18), .init("Debezium", majors: 1...3), .init("Samza"),
    .init("Camel", majors: 2...4), .init("Ignite", majors: 2...3),
    .init("Hazelcast", majors: 3...5), .init("Couchbase", majors: 5...8), .init("CouchDB", majors: 2...3),
    .init("Riak", majors: 2...3), .init("Voldemort"), .init("RavenDB"),
    .init("FoundationDB", majors: 5...7), .init("Spanner"), .init("Tableau"), .init("Superset"),
    .init("Databricks"), .init("Delta Lake"), .init("Iceberg"), .init("Parquet"),
  ]
}
