# 取号机：预约
home-book = 预约时间
home-book-sub = 约好再来，少排队
card-book = 预约时间
card-title-partner = 请放另一位的证件
card-sub-partner = 放上就预约：{ $time }
card-sub-book = 放上就预约：{ $time }
card-sub-wait = 放上就登记候补：{ $time }
card-problem-same-person = 这是同一个人的证件。请放另一位的身份证。
book-title = 请选要预约的事
book-sub = 选好以后，再选日子和时间
item-book = 预约时间
item-all-bookings = 改期、取消
item-my-bookings = 我的预约
offer-row-time = 空位 { $time }
offer-row-until = 留到 { $until }
offer-row-take = 要这个

slots-title = 请选时间
slots-title-change = 请选新的时间
slots-loading = 正在查询，请稍等…
slots-closed-now = 今天暂停办理：{ $reason }，请选后面的日子
slots-closed = 近几天都约不了，请直接取号或问工作人员
slots-stale = 余位是 { $time } 的，可能已有变化，点了再确认
slots-wait = 候补这一天
slots-more-days = 更多日子
slot-day = { $month }月{ $day }日
slot-weekday = { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
slot-today = 今天
slot-day-free = 有空
slot-day-few = 快约满
slot-day-full = 约满
slot-day-unknown = 待查
slot-free = 有空
slot-few = 剩 { $count } 个
slot-full = 约满
slot-unknown = 待确认
slot-next-free = 最近的空时间

lost-title = 这个时间刚被约走
lost-sub = 没有约成。附近的时间还有空
lost-none = 附近的时间也约满了，请看看别的日子
lost-other = 看全部时间

confirm-title-book = 请确认预约
confirm-title-wait = 请确认候补
confirm-title-change = 请确认改期
confirm-title-cancel = 要取消这个预约吗？
confirm-text-book = 来不了请提前 { $minutes } 分钟取消。约了不来，以后会有一段时间不能预约。
confirm-text-near = 时间很近了，{ $minutes ->
    [0] 现在约好再取消会记一次“迟取消”。
   *[other] 约好 { $minutes } 分钟以后再取消，会记一次“迟取消”。
  }约了不来，以后会有一段时间不能预约。
confirm-text-wait = 这一天有人退约，就按先后通知您。空位给您留 { $minutes } 分钟。
confirm-text-change = 原来的时间 { $time } 会让给别人。
confirm-text-cancel = 取消后，这个时间马上让给别人。一个月内取消多次，会有一段时间不能预约。
confirm-text-late = 离预约时间很近了，现在取消会记一次“迟取消”。次数多了，会有一段时间不能预约。
confirm-action-book = 确认预约
confirm-action-wait = 登记候补
confirm-action-change = 确认改期
confirm-action-cancel = 取消预约
confirm-no = 不取消，返回

mine-title = 我的预约
mine-sub = 可以改时间，也可以取消
mine-change = 改时间
mine-cancel = 取消
mine-none = 没有可以改的预约

booked-title-booked = 约好了
booked-title-changed = 改好了
booked-title-cancelled = 已取消
booked-title-waiting = 已登记候补
booked-today = 今天 { $time }
booked-day = { $month }月{ $day }日 { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
} { $time }
booked-rule = { $since } 到 { $until } 之间来签到取号
booked-late = 来早了要等到 { $since }；过了 { $until }，和没预约的一样排队。
booked-late-rule = 来早了要等到 { $since }；过了 { $until } 算迟到，按大厅规定排队。
booked-rule-cancelled = 这个时间已经让给别人。要再来，请重新预约或直接取号。
booked-rule-waiting = 有空位时，留过手机号的会收到短信；也可以随时来取号机刷身份证查看。
booked-code = 预约码 { $code }
booked-code-name = 预约码
booked-place = 到 { $place } 办
booked-materials = 要带的材料
booking-slip-title = 预约单
booking-slip-day = { $month }月{ $day }日 { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
booking-slip-change = 来不了请提前 { $minutes } 分钟，在取号机取消或致电 { $phone }。
booking-slip-made = { $at } 预约 · 不要给别人拍照

trouble-book = 预约最近的时间
trouble-times = 自己选时间
trouble-number = 现在取号
trouble-booking-link-title = 暂时约不了
trouble-booking-link-text = 预约要连接服务器，正在恢复。急着办，现在就可以取号。
trouble-booking-other-title = 这次没有约成
trouble-booking-other-text = 请到{ $desk }，工作人员帮您预约。
trouble-queue-cap-text = { $queue } 队列今天共 { $cap } 个号，已经取完。您可以预约其他日子，要帮忙请到{ $desk }。
trouble-full-title = 今明两天都约满了
trouble-full-text = 可以看看别的日子，或到{ $desk }登记候补。
trouble-blocked-title = 暂时不能预约
trouble-blocked-text = 近期有多次预约没来或取消，{ $until } 起可以再约。现在可以取号，要帮忙请到{ $desk }。
trouble-per-day-title = 您那天已经约过了
trouble-per-day-text = 一个人一天最多预约 { $most } 次。请换一天，或先在“我的预约”里改时间、取消。
trouble-item-per-day-title = 这件事今天约得太多了
trouble-item-per-day-text = 同一件事一天最多预约 { $most } 次。明天可以再约，现在可以取号。
trouble-past-title = 这个时间约不了了
trouble-past-text = 这个时间已经过了，或不再开放。请选别的时间。
trouble-near-title = 这个时间太近了
trouble-near-text = 今天的时间最晚提前 { $minutes } 分钟约。请选晚一点的。
trouble-too-soon-title = 这个日子太近了
trouble-too-soon-text = 预约要提前 { $days } 天。请选后面的日子，或现在取号。
trouble-too-far-title = 这个日子太远了
trouble-too-far-text = 最多提前 { $days } 个工作日预约。请选近一点的日子。
trouble-change-late-title = 来不及改了
trouble-change-late-text = 离预约时间不到 { $minutes } 分钟，不能改时间。请按时来，或取消后重新取号。
trouble-not-offered-title = 这件事不用预约
trouble-not-offered-text = 直接取号就可以办。
trouble-partner-missing-title = 要两个人一起办
trouble-partner-missing-text = 请把两个人的证件都放一次，要帮忙请到{ $desk }。
trouble-booking-gone-title = 没有这个预约了
trouble-booking-gone-text = 可能已经取消、用过或过期。要帮忙请到{ $desk }。
