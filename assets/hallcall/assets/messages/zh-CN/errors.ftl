# 每个错误代码一句话：先说怎么办或发生了什么。设备的错误在 devices.ftl

# 权限
error-access-denied = 没有权限做这一步。
error-access-token-unknown = 这台设备还没有配对，或配对已失效。请重新配对。
error-access-login-failed = 工号或密码不对，请再试一次。
error-access-locked = 输错次数太多，请 { $wait_s } 秒后再试，或联系管理员。
error-access-too-many = 操作太频繁，请 { $wait_s } 秒后再试。
error-access-certificate-missing = 这台设备没有证书。请先登记。
error-access-certificate-revoked = 这台设备的证书已吊销。请向管理员要一个新的配对码，重新登记。
error-access-certificate-expired = 这台设备的证书已过期。请向管理员要一个新的配对码，重新登记。
error-access-certificate-wrong = 这张证书是另一台设备的。请重新登记这台设备。
error-access-pairing-code-invalid = 配对码不对或已过期。请向管理员要一个新的。

error-authority-unknown = 本大厅没有启用证书。请改用配对码配对。

# 命令
error-command-key-reused = 同一个编号发来了两件不同的事，没有执行。请重新操作。
error-command-malformed = 发来的内容格式不对，没有执行。
error-command-unknown = 服务器没有这项功能。请检查两边的版本。

# 预约：每句话说清楚是哪一条规则
error-booking-blocked = 近期有多次预约未到或取消，{ $until } 起可以再预约。现在可以现场取号。
error-booking-card-needed = 这个预约要两个人到场，请刷签到人的证件。
error-booking-ended = 这个预约{ $state ->
    [used] 已经签到
    [missed] 已过期
   *[cancelled] 已经取消
}。
error-booking-excuse-whom = 请说明是谁的或哪一天的记录。
error-booking-full = 这个时段约满了，请换一个时段，或登记候补。
error-booking-identity = 预约要实名，请刷证件。
error-booking-item-per-day = 同一个事项一天最多预约 { $most } 次。
error-booking-no-slot = 这个时间没有预约时段，请从列表里选。
error-booking-not-offered = { $queue } 队列不用预约，请直接取号。
error-booking-on-the-spot = 今天人多，请先在现场预约一个时段。
error-booking-other-person = 这个预约不是用这张证件约的。
error-booking-partner-missing = 这个事项要两个人一起办，请把两个人的证件都刷一下。
error-booking-partner-not-needed = 这个事项一个人办就行。
error-booking-partner-same = 两张证件是同一个人的，请刷另一个人的证件。
error-booking-past = 这个时段已经开始或过去了，请选后面的时段。
error-booking-per-day = 一个人一天最多预约 { $most } 个时段，您那天已经约过了。
error-booking-too-early = 还没到签到时间，请在 { $day } { $time } 以后来签到。
error-booking-too-far = 最多提前 { $days } 个工作日预约，请选近一点的日子。
error-booking-too-late = 离预约时间不到 { $minutes } 分钟，不能改时间了。可以取消，或按时来办。
error-booking-too-near = 今天的时段最晚提前 { $minutes } 分钟预约，请选晚一点的。
error-booking-too-soon = 预约要提前 { $days } 天。今天请现场取号。
error-booking-unknown = 没有找到这个预约，请核对预约码。
error-booking-wrong-digits = 这个预约的证件号码后四位不是这样的。

# 开放时间
error-calendar-closed = { $queue } 队列现在不发号，请在开放时间来。
error-calendar-year-missing = 还没有 { $year } 年的节假日安排，不能判断是否开放。请联系管理员。

# 窗口
error-class-booked = 这个类别只随预约而来。
error-class-other-level = 特急和加急各有自己的原因，请换一个类别或原因。
error-class-reason = 这个原因只能由群众本人在取号机上选。
error-counter-awaited = 有号只等 { $counter } 号窗口，请先叫那个号。
error-counter-serves-it = { $counter } 号窗口本来就办 { $queue } 队列。
error-counter-unknown = 没有 { $counter } 号窗口。
error-counter-not-open = { $counter } 号窗口没有人登录，请先登录。
error-counter-occupied = { $counter } 号窗口已有别人登录，请对方先退出。
error-counter-paused = { $counter } 号窗口已暂停，请先恢复。
error-counter-busy = { $counter } 号窗口还有号没办完，请先办结或过号。
error-counter-idle = { $counter } 号窗口现在没有叫号。
error-clerk-elsewhere = 您已在 { $counter } 号窗口登录，请先在那里退出。

# 叫号
error-call-too-soon = 请 { $wait_s } 秒后再重呼，给群众一点时间。
error-call-give-time = 再等 { $wait_s } 秒才能过号，群众可能正在走来。
error-call-none = { $number } 没有在等，当天也没有叫过。
error-call-wrong-state = 当前{ $state ->
    [calling] 正在叫号
    [serving] 正在办理
    [paused] 已暂停
   *[other] 空闲
}，不能这样操作。

# 设备与消息
error-defer-nobody = 现在没有别人在等，不用让号。
error-defer-used = 一个号最多只能延后 { $most } 次。
error-defer-range = 可以延后 1 到 { $most } 位。
error-device-unknown = 大厅文件里没有这台设备。

# 证件号码
error-identity-agent = 代办人要出示自己的证件。
error-identity-length = 证件号码的位数不对，请检查。
error-identity-old-format = 15 位的旧号码不能用了，请用现在的身份证。
error-identity-check-digit = 证件号码不对，请逐位检查。
error-identity-birth-date = 证件号码里的出生日期不对，请检查。
error-identity-region = 证件号码的前几位不对，请检查。
error-identity-characters = 证件号码里有不该出现的字符，请检查。

# 事项
error-item-other-queue = 事项 { $item } 不在 { $queue } 队列办理。
error-item-unknown = 没有这个事项，请重新选择。
error-item-no-agent = 这项业务要本人来办，不能代办。
error-item-appointment-only = 这个事项要先预约，请到服务台询问。

# 手机
error-lease-expired = 这个号是另一天预留的，请重新取号。
error-lease-foreign = 这台机器不能发这个号。
error-number-impossible = 数字不对：{ $what }。
error-number-used = { $number } 号已经有人用了。
error-paper-not-past = 只能补录已经过去的日子。
error-paper-number = 没有印过 { $number } 号的纸质号票。
error-paper-other-day = { $number } 号不是今天取的。
error-passing-not-passed = { $number } 号没有过号。
error-passing-see-desk = { $number } 号多次过号，请到咨询台办理。
error-phone-invalid = 手机号不对，请输入 11 位手机号。
error-phone-unknown = 没有登记手机号，不能发短信。

# 队列
error-queue-daily-cap = { $queue } 队列今天的 { $cap } 个号已经取完，可以预约其他日子，或到服务台询问。
error-quantity-range = { $most ->
    [1] 这个事项一个号办 1 件。
   *[other] 一个号可以办 1 到 { $most } 件。
}
error-queue-empty = 现在没有人在等候。
error-queue-unknown = 没有这个队列。
error-queue-not-served = 这个窗口不办 { $queue } 队列。
error-note-invalid = 备注只能是一行普通文字，最多 { $most } 字，且只用于“其他”。
error-note-personal = 备注里数字太多；请不要写电话或证件号码。
error-reason-missing = 请写明原因。
error-route-too-many = 一个号最多办 { $most } 个事项。
error-task-unknown = 这项任务已经不在了。

# 号票
error-ticket-daily-cap = 您今天已取满 { $cap } 个号，请到服务台询问。
error-ticket-too-late = 现在取号，{ $closes } 下班前轮不到您。下次开门 { $opens }，也可以先预约。
error-ticket-unknown = 今天没有这个号。
error-ticket-wrong-state = 这个号{ $state ->
    [waiting] 还在等候
    [called] 已经叫了
    [serving] 正在办理
    [parked] 已挂起
    [passed] 已过号
    [done] 已经办结
    [transferred] 已经转号
    [cancelled] 已经作废
   *[expired] 已经过期
}，不能这样操作。
error-transfer-same-place = 这个号已经在那里等候了，请选别的地方。
error-visitor-unknown = 没有登记这位群众的信息。

# 连接
error-link-down = 连不上服务器。请稍候，会自动重连。
error-link-timeout = 服务器没有及时回答。请稍候。
error-link-untrusted = 对方不是本大厅的服务器，没有发送任何内容。请检查地址和指纹，并告诉管理员。
error-link-server-error = 服务器出了问题，请联系管理员。

# 大厅文件
error-config-invalid = { $file } 里有错误，请按提示逐条改正。
error-config-missing = 没有找到 { $file }。
error-config-unreadable = { $file } 读不了。

# 存储
error-storage-sqlite-too-old = SQLite { $found } 可能丢失已确认的数据，需要 { $needed } 或更新的版本。服务器不启动。
error-storage-disk-full = 磁盘已满，操作没有保存。请立即联系管理员。
error-storage-read-only = 数据文件无法写入，操作没有保存。请立即联系管理员。
error-storage-corrupt = 数据文件损坏，操作没有保存。请立即联系管理员。
error-storage-constraint = 本次操作与已保存的记录不一致，没有执行。请重新操作。
error-storage-failed = 操作没有保存，请稍后再试。多次不成功，请联系管理员。
error-storage-unreachable = 连不上数据库，操作没有保存。请立即联系管理员。
error-storage-in-use = 另一台服务器正在使用这个数据库，服务器不启动。
error-storage-postgres-too-old = PostgreSQL { $found } 版本太旧，需要 { $needed } 或更新的版本。服务器不启动。
error-storage-not-durable = PostgreSQL 的“{ $setting }”已关闭，可能丢失已确认的数据。请打开它，否则服务器不启动。
error-storage-not-utf8 = 数据库的文字编码是 { $found }，应当用 UTF8 建库。服务器不启动。
error-storage-not-empty = { $database } 里已经有一个大厅。请换一个空的数据库；什么也没有复制。
error-storage-other-version = 数据表的版本是 { $found }，本程序需要 { $needed }。请先启动一次服务器，再复制。
error-storage-key-missing = 找不到数据的密钥，或密钥不是这份数据的。请从备份恢复密钥文件。
error-storage-key-mode = 密钥文件别人也能读，不安全，服务器不启动。请把权限改为 0400。
