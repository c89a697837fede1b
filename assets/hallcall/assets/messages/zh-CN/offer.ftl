# 候补有空位：手机上的页面和短信
offer-open = 有一个空位给您留着
offer-time = { $month }月{ $day }日 { $time }
offer-take = 要这个时间
offer-until = 保留到 { $time }，过时给下一位。不要的话不用点。
offer-booked = 约好了
offer-code = 预约码。到时候刷身份证或输这个码签到。
offer-come = { $since } 到 { $until } 之间来签到
offer-place = 到 { $floor } 层 { $zone } 区办
offer-refused = 没有约成
offer-gone = 这个空位已经没有了
offer-gone-why = 可能已经约好、已过保留时间，或者地址不对。约好的预约仍然有效。
notice-offered-page = 【{ $hall }】有空位：{ $day } { $time }。{ $until } 前点这里确认，或到取号机刷证件： { $url }
