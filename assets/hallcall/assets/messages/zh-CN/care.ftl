# 数据维护：备份、留痕核验、升级、日结
cli-help-backup = 备份大厅数据，业务照常进行
cli-help-restore = 用备份替换大厅数据，须先停止服务器
cli-help-audit = 全程留痕
cli-help-audit-verify = 核验日志是否被改动。退出码 0 完好，1 被改动，2 无法判断。
cli-help-audit-looks = 列出谁在何时、因何、为哪次办理看过个人信息，不列信息本身
cli-help-audit-heads = 把日志的签名摘要取出本机，如存到 U 盘
cli-help-audit-export = 把一天的日志写成文件
cli-help-replay = 重放导出的一天
cli-help-day = 工作日
cli-help-day-close = 作废剩余号码并告知群众，重复执行不变
cli-help-db-rollback = 退回升级前的数据库，须先停止服务器
cli-help-purge-hold = 暂停删除一段时间（如法律要求），或恢复删除
cli-option-purge-reason = 原因，会写进日志
cli-option-purge-until = 到什么时候：时刻，或 +90d
cli-option-purge-lift = 从现在起恢复删除

cli-option-care-backups = 备份文件夹，默认是数据文件夹里的 backups
cli-option-care-file = 要恢复的备份，.db 文件，旁边要有 .json
cli-option-care-list = 列出备份
cli-option-audit-backup = 改为核验这个备份
cli-option-audit-jsonl = 改为核验这个导出的日文件
cli-option-audit-key = 只信这个公钥，即另行保存的 audit.pub
cli-option-audit-heads = 再与这个文件里的签名摘要核对，由 hallcall audit heads 取出
cli-option-audit-restored = 日志称曾恢复备份的那条记录，确知属实时才写
cli-option-audit-clerk = 只列这个工号
cli-option-audit-heads-out = 文件，或文件夹（写入其中的 heads.jsonl）；已有内容保留并续写
cli-option-audit-day = 工作日，如 2026-11-21
cli-option-audit-out = 写到哪个文件，默认 <日期>.jsonl
cli-option-replay-file = hallcall audit export 生成的文件
cli-option-replay-check = 结果与当时不同则退出码为 1
cli-option-care-lose-events = 升级后已有业务也退回，并丢弃这些记录
cli-option-server-migrate-now = 大厅开放时也立即升级旧数据

care-backed-up = 已备份到 { $file }：{ $size_mb } MB，到第 { $seq } 条记录。密钥文件不在备份里，请另行保存。
care-no-backups = { $folder } 里没有备份。
care-restore-which = 请指明用哪个备份。hallcall restore --list 可列出备份。
care-restored = 已恢复 { $taken } 的备份，到第 { $seq } 条记录。
care-restored-kept = 原来的数据现在是 { $file }。
care-restored-lost = { $count ->
    [0] 没有缺失。
   *[other] 备份之后的 { $count } 条记录不在其中。
}
care-restored-lost-unknown = 备份之后发生的事不在其中。各队列会跳到更大的号码继续，不会重号。
care-restored-next = 请启动服务器。备份之后吊销的设备要再次吊销；备份之后取号的群众请重新取号。
care-day-closed = { $count ->
    [0] 没有剩余号码，无变化。
   *[other] 已作废 { $count } 个号码。
}
care-rolled-back = 数据库已退回版本 { $schema }，请用旧版 hallcall 启动。新的数据库现在是 { $file }。
care-rolled-back-lost = { $count } 条记录不在其中。升级后发出的号今天可能重复，请收回号票。

purge-held = 依法保全，{ $until } 前不删除任何记录。
purge-hold-lifted = 已解除依法保全。
purge-all-gone = 已复查：到期的都已删除。
purge-left = 已复查：到期但仍在的有 { $tables }。

audit-good = 完好：{ $events } 条记录，到第 { $last } 条，均未改动。哈希 { $head }
audit-signed = 签名 { $signatures } 个，最近一个在第 { $signed } 条。
audit-changed = 有改动：第 { $seq } 条与写入时不同。第 { $last } 条及以前完好。
audit-missing = 有缺失：第 { $seq } 条不在，或被插入了别的。第 { $last } 条及以前完好。
audit-rewritten = 被重写：第 { $seq } 条处签过的内容不是这样，改动在此处或之前。
audit-cut = 被截断：日志签名的位置比现在的末尾更后，第 { $seq } 条起缺失。
audit-signature = 第 { $seq } 条处的签名不是本厅密钥所签。
audit-exported = 已把 { $events } 条记录写入 { $file }。此文件能打开群众的取号页，请按机密保管。

audit-look = { $at }  第 { $seq } 条  工号 { $clerk }  { $counter } 号窗口  办理 { $ticket }  { $reason }
audit-look-unasked = 没有原因（当时还不要求填写）
audit-looks = { $day }：{ $count ->
    [0] 没有人看过个人信息。
   *[other] 看过个人信息 { $count } 次。
}
audit-heads-written = { $count ->
    [0] { $file } 没有新增，已到第 { $last } 条。
   *[other] 已向 { $file } 新增 { $count } 个签名摘要，到第 { $last } 条。
}
audit-heads-agree = 与 { $file } 里的签名摘要相符，到第 { $last } 条。
audit-heads-restored = 日志在第 { $seq } 条称 { $at } 恢复过备份。确知属实的，请加 --restored { $seq } 再核验。

replay-day = { $day }：{ $events } 条记录，{ $numbers } 个号码。
replay-hash = 状态 { $hash }
replay-same = 与当时状态相同。
replay-other = 与当时状态不同：当时是 { $hash }，由 hallcall { $version } 生成。

reason-storage-missing = 大厅数据库被删除或替换了。请停止服务器，用抢救出的文件或备份恢复。
reason-backup-no-space = 没有空间存放备份。请腾出空间，或把备份放到另一块磁盘。
reason-backup-failed = 上一次备份失败，请查看日志。

error-backup-by-pg-dump = 数据在 PostgreSQL 里，请用 pg_dump 备份，用 pg_restore 恢复。
error-backup-unknown = { $file } 不是备份，或旁边缺少 .json 文件。
error-backup-damaged = 备份 { $file } 已损坏，请换一个。
error-backup-no-space = 备份需要 { $needed_mb } MB 空间，现在只有 { $free_mb } MB。请腾出空间，或把备份放到另一块磁盘。
error-storage-missing = 大厅数据库 { $path } 不见了。请恢复备份：hallcall restore --list。
error-heads-format = { $file } 不是签名摘要文件，或已损坏。
error-heads-other = { $file } 里的签名摘要与本日志不符：第 { $seq } 条处是另一段历史。没有写入。若是别的大厅的文件，或本厅恢复过备份，请换一个文件；可用 hallcall audit verify --heads { $file } 核验。
error-day-unknown = 日志里没有 { $day } 这一天。
error-replay-format = 这不是完整的 hallcall audit export 文件。
error-replay-event-unknown = 本版本不认识第 { $seq } 条记录“{ $type }”，请用更新的 hallcall 重放。
error-upgrade-nothing-kept = 没有升级前的数据库可以退回。
error-upgrade-opening-hours = 数据需要升级，要等到 { $until } 大厅关门后。在此之前请用旧版本，或加 --migrate-now。
error-upgrade-would-lose = 升级以来的 { $count } 条记录会丢失。确实需要请加 --lose-events。
