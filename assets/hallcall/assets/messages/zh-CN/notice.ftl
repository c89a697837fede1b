# 给群众的短信：不超过 70 个字，不写姓名和证件号
notice-called = 【{ $hall }】{ $number } 请到 { $floor } 层 { $zone } 区 { $counter } 号窗口（{ $time }）。
notice-neared = 【{ $hall }】{ $number } 快到了，前面{ $ahead ->
    [0] 没有人
   *[other] 还有 { $ahead } 人
}。请到 { $floor } 层 { $zone } 区等候（{ $time }）。
notice-checked-in = 【{ $hall }】已取号成功：{ $number }。请到 { $floor } 层 { $zone } 区等候（{ $time }）。
notice-checked-in-wait = 【{ $hall }】已取号成功：{ $number }。请到 { $floor } 层 { $zone } 区，约等 { $low }–{ $high } 分钟（{ $time }）。
notice-transferred = 【{ $hall }】{ $number } 已转到 { $floor } 层 { $zone } 区，号码不变，等候时间连续计算（{ $time }）。
notice-held-up = 【{ $hall }】{ $number } 的队列暂停办理，号码保留。请等恢复通知，或到服务台改办、改约（{ $time }）。
notice-goes-on = 【{ $hall }】{ $number } 的队列已恢复，号码和等候时间不变。请到 { $floor } 层 { $zone } 区等候（{ $time }）。
notice-expired = 【{ $hall }】{ $number } 当天未办理，已作废。请下次来时重新取号（{ $time }）。
notice-offered = 【{ $hall }】有空位：{ $day } { $time }。请在 { $until } 前到取号机确认，或致电 { $phone }。
