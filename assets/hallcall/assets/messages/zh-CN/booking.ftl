# 命令行：服务台的预约
cli-help-slots = 查看某队列某天的预约时段，并说明容量怎么来的。
cli-help-book = 替群众预约一个时段；--now 预约今天或下一个开放日最近的空位。
cli-help-rebook = 把预约改到另一个时段。
cli-help-cancel = 取消预约，空位马上放出。临近预约时间的算迟取消。
cli-help-checkin = 预约的人到了，凭预约码、证件号或两者签到取号。
cli-help-strikes = 查看爽约记录；--excuse 说明原因后撤销。

booking-option-id = 证件号码；填 ask 则逐项询问
booking-option-queue = 队列字母
booking-option-date = 日期，如 2026-11-23；不填为最近可预约的一天
booking-option-item = 事项编码
booking-option-slot = 时段开始的本地时间，如 2026-11-23T09:30
booking-option-now = 最近的空时段
booking-option-partner = 另一位到场人的证件号码
booking-option-phone = 接收短信的手机号
booking-option-wait = 约满时登记候补
booking-option-code = 预约码
booking-option-by-hall = 大厅原因取消，不记录
booking-option-override = 为什么算准时，如取号机排队太长；会留存
booking-option-excuse = 撤销记录的原因；会留存
booking-id-ask = 证件号码：

booking-time = “{ $value }”不是日期或时间。
booking-slot-or-now = --slot 和 --now 请填一个。
booking-queue-closed = { $queue } 队列现在暂停办理（{ $reason }），今天不能预约。
booking-no-slots = { $queue } 队列 { $day } 没有预约时段。
booking-capacity = { $queue } { $day }：{ $counters } 个窗口 × { $slot } 分钟 ÷ 每件 { $mean } 分钟 × 预约占 { $share }{ $kind ->
    [ordinary] {""}
   *[festival] {" "}× { $factor }（节日）
} = 每时段 { $places } 个
booking-slot = { $start }-{ $end }  { $fill ->
    [free] 空闲
    [part] 部分
   *[full] 已满
}  余 { $free }/{ $places }
booking-made = 已预约。预约码 { $code }，{ $start }。{ $since } 至 { $until } 签到。
booking-waits = 都约满了。已登记候补，有空位会发短信。
booking-cancelled = 已取消：{ $code }，{ $start }。
booking-partner = 已签到，等待另一位到场。
booking-number = 号码 { $number }{ $kind ->
    [booked] ，预约
   *[walk_in] ，已过预约时间，按现场取号
}。
booking-strike = { $day }  { $kind ->
    [missed] 未到
    [late_cancel] 迟取消
   *[cancel] 取消
}  { $code }
booking-blocked = 有 { $count } 条记录，{ $until } 前不能预约，可以现场取号。
booking-not-blocked = 有 { $count } 条记录，可以预约。
